import { findVersions, type Version } from '../version.ts';
import { tokenise } from './tokens.ts';

/** What a whole message asks of the assistant itself, in the words people use for it. */
export type Command =
  | 'cancel'
  | 'start-over'
  | 'other-server'
  | 'why-asked'
  | 'why-answer'
  | 'help'
  | 'browse'
  | 'helpdesk'
  | 'greeting'
  | 'thanks'
  | 'next'
  | 'back'
  | 'yes'
  | 'no'
  | 'unknown';

const SPELLINGS: Record<Command, string> = {
  cancel: `cancel|cancel that|cancel it|never mind|nevermind|forget it|forget about it|drop it|leave it|stop|quit|abort|
    skip it|skip this|skip|exit|not important|doesn't matter|no longer needed`,
  'start-over': 'start over|start again|reset|begin again|new conversation|from the start|start from scratch',
  'other-server': `not this server|not that server|another server|other server|a different server|different server|
    that's another server|this is another server|it's another server|on another server|different this time|
    that was another server|for another server|other machine|another machine`,
  'why-asked': `why do you ask|why are you asking|why do you need that|why do you need to know that|why do you need this|why do you need to know|why do you want to know|
    why|what for|why is that important|why does it matter|why does that matter|what do you need it for|why ask`,
  'why-answer': `why this answer|why that answer|why did you answer that|explain|explain this answer|explain that|
    explain the answer|how do you know|how do you know that|show me why|why did you say that|explain why|
    where does this come from|where does that come from`,
  help: `help|help me|what can you do|what can i ask|what can i ask you|how does this work|how do i use you|who are you|
    what are you|commands|what do you know|how can you help|how can you help me|what do you do|are you a bot|
    what is this`,
  browse: 'browse|browse topics|topics|list|list topics|show topics|show all|all questions|menu',
  helpdesk: `helpdesk|help desk|hand over to the helpdesk|hand over|talk to a human|talk to someone|speak to a human|
    i want to talk to a human|human|open a ticket|open ticket|create a ticket|ticket|real person|
    talk to a person|i need a human|i need help from a human|i want a human|can i talk to someone|contact helpdesk|call the helpdesk`,
  greeting: `hi|hello|hey|hi there|hello there|hey there|good morning|good afternoon|good evening|morning|howdy|hiya|yo|
    greetings|hello bot|hi bot|hey bot|good day|hi all|hello everyone|hello team|how are you|how are you doing|
    hi how are you|hello how are you`,
  thanks: `thanks|thank you|thx|ty|cheers|many thanks|thanks a lot|thank you very much|thank you so much|great thanks|
    perfect|perfect thanks|great|awesome|cool|nice|ok thanks|okay thanks|thanks that helped|that helped|great thank you|
    appreciate it|much appreciated|got it thanks|got it|thanks for the help|thank you for your help|bye|goodbye|
    see you|have a nice day|thanks bye|that solved it|solved|thanks mate|excellent|wonderful|brilliant|tnx`,
  next: `next|next step|continue|go on|go ahead|proceed|done|done that|did that|ready|ok|okay|ok next|and then|what next|
    what's next|then|carry on|finished|ok done|keep going|what is next|forward`,
  back: 'back|go back|previous|previous step|prev|step back|one back|back please',
  yes: `yes|y|yse|yess|yep|yeah|yup|ya|yes please|sure|of course|correct|right|true|affirmative|indeed|absolutely|definitely|
    certainly|it is|it does|it works|we did|i did|i have|we have|already did|already done|yes it is|yes it does|
    yes it works|yes we did|yes i did|yes i have|yes we have|that's right|that is right|sure thing|aye|si|ja|oui|
    yes already|uh huh|exactly|they do|they are|yes they are|works fine|it works fine|ok yes|yes of course`,
  no: `no|n|nope|nah|naw|no way|negative|not yet|not really|it isn't|it is not|it doesn't|it does not|it doesn't work|
    we didn't|i didn't|i haven't|we haven't|no it isn't|no it doesn't|no it does not|no it is not|no i didn't|
    no we didn't|no i haven't|no not yet|no we haven't|never|false|wrong|incorrect|don't think so|i don't think so|nein|
    non|not at all|of course not|no it's not|they don't|they aren't|no sir|not so far|not that i know`,
  unknown: `i don't know|don't know|do not know|i do not know|dunno|no idea|not sure|i'm not sure|i am not sure|unsure|idk|
    unknown|no clue|i have no idea|haven't a clue|can't tell|cannot tell|can't say|how do i find out|how can i find out|
    how do i check|how would i know|how do i know|i forgot|hard to say|we don't know|who knows|maybe|
    how do i find that|where do i see that|where do i find that|not certain|i can't tell|how to check|how to find out|
    i don't remember|don't remember|i don't know it|no idea sorry|sorry i don't know|i really don't know|how can i check`,
};

/** Politeness and address around a command: 'ok, cancel please', 'hey bot, help'. */
const PADDING = new Set([
  'please',
  'pls',
  'plz',
  'ok',
  'okay',
  'well',
  'oh',
  'hmm',
  'hm',
  'um',
  'bot',
  'then',
  'just',
  'so',
  'sorry',
]);

const COMMANDS: ReadonlyMap<string, readonly Command[]> = commandsBySpelling();

function commandsBySpelling(): Map<string, Command[]> {
  const map = new Map<string, Command[]>();
  for (const [command, spellings] of Object.entries(SPELLINGS) as [Command, string][]) {
    for (const spelling of spellings.split('|')) {
      const key = words(spelling).join(' ');
      map.set(key, [...(map.get(key) ?? []), command]);
    }
  }
  return map;
}

function words(text: string): string[] {
  return tokenise(text).map((token) => token.text);
}

/** The commands that the whole message may be; several where one word serves two ('ok' means next, or yes). */
export function readCommands(text: string): readonly Command[] {
  const spoken = words(text);
  const exact = COMMANDS.get(spoken.join(' '));
  if (exact) return exact;
  const bare = spoken.filter((word) => !PADDING.has(word));
  return bare.length > 0 ? (COMMANDS.get(bare.join(' ')) ?? []) : [];
}

/** Words that leave a message about a version a plain version check: 'is 2.5.79.0 still supported?'. */
const VERSION_WORDS = new Set(
  `version versions ver v build release released number check lookup look up is it still supported support in of the
a an ok okay fine good safe old outdated current latest newest recent most retired retire end eol life date when was what about how does
do did run running runs we i our my are re on have has using use at and azure ad connect aad aadc aadconnect entra
microsoft sync server status for please tell me info expire expired deprecated recalled withdrawn yet now this to date got installed hi
hello hey with which which's already out support-end until valid usable allowed be can you still`.split(/\s+/),
);

/** `newest`: asks which build is the newest; `missing`: asks for a version check without a version. */
export type VersionQuestion = { version: Version } | { unreadable: string } | { missing: true } | { newest: true };

/** Reads a message that is a version check and nothing else; null for any other message. */
export function readVersionQuestion(text: string): VersionQuestion | null {
  const spoken = tokenise(text);
  const named = spoken.filter((token) => /^v?\d+(\.\d+)*$/.test(token.text));
  const rest = spoken.filter((token) => !named.includes(token)).map((token) => token.text);
  const [first = '', second] = rest;
  const asksForVersion = ['version', 'ver', 'check', 'build'].includes(first);
  const strangers = rest.filter((word) => !VERSION_WORDS.has(word));
  // 'version banana': asked for a check, with something that is no version.
  if (asksForVersion && rest.length === 2 && named.length === 0 && strangers.length === 1)
    return { unreadable: second ?? '' };
  if (strangers.length > 0) return null;
  const versions = findVersions(text);
  const [only] = versions;
  if (only !== undefined) return versions.length === 1 ? { version: only } : { unreadable: versions.join(' and ') };
  if (named.length > 0 && (asksForVersion || named.some((token) => token.text.includes('.')))) {
    return { unreadable: named.map((token) => token.text).join(' ') };
  }
  if (named.length > 0) return null;
  if (asksForVersion && rest.length <= 2) return { missing: true };
  return asksForNewest(rest) ? { newest: true } : null;
}

/** 'What is the latest version?', 'newest build', but not 'which version do I run?'. */
function asksForNewest(words: readonly string[]): boolean {
  const asks =
    words.some((word) => ['latest', 'newest'].includes(word)) &&
    words.some((word) => ['version', 'build', 'release'].includes(word));
  return (
    asks &&
    !words.some((word) => ['i', 'we', 'our', 'my', 'installed', 'running', 'have', 'using', 'get', 'to'].includes(word))
  );
}
