import { readCommands } from './commands.ts';

/** Longer messages say more than yes or no. */
const LONGEST = 10;
const NEGATION =
  /\b(no|not|never|neither|nor|without|cannot|\w+n't|havent|hasnt|didnt|doesnt|dont|isnt|arent|wasnt|cant|wont)\b/;
/** 'No problems, it works', 'yes, twice, no luck': this no is not the answer. */
const NO_TROUBLE =
  /\bno (problems?|issues?|troubles?|worries|doubts?|errors?|complaints|luck|success|joy|change|difference|effect|improvement|help)\b/g;
const UNDECIDED = /\b(yes and no|yes or no|sometimes|partly|partially|more or less|it depends|depends)\b/;
const AFFIRMED_NEGATION = /^(absolutely|definitely|certainly|of course|sure|surely|probably|perhaps|maybe) not\b/;
/** Everyday statements that mean yes. */
const STATED =
  /^(i (think|guess|believe|suppose) so|tried (that|it|already)|(already )?did (that|it|so)|done( that| it| already)?|(it|that|they|everything|all|we|i)('s| is| are| does| do| did| has| have)( (fine|ok|okay|good|working|correct|done|so|now|already|indeed))*$|(it|that|everything|all|the \w+) (works?|worked|functions?)\b|works?\b|working\b|all (good|fine|ok)|correctly|properly|fine\b|good\b)/;

/** Yes or no in everyday words; null where a message is neither, both, or more than that. */
export function readYesNo(text: string): 'yes' | 'no' | null {
  if (/^\s*👍/u.test(text)) return 'yes';
  if (/^\s*👎/u.test(text)) return 'no';
  const commands = readCommands(text);
  if (commands.includes('yes')) return 'yes';
  if (commands.includes('no')) return 'no';
  const plain = text
    .toLowerCase()
    .replace(/[\u2018\u2019`´]/g, "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '' || plain.split(' ').length > LONGEST || UNDECIDED.test(plain)) return null;
  if (AFFIRMED_NEGATION.test(plain)) return 'no';
  const said = plain.replace(NO_TROUBLE, '').trim();
  if (/^(yes|yep|yeah)( but)?( it| the \w+)? still\b/.test(said)) return 'yes';
  const [first = '', ...others] = said.split(' ');
  const rest = others.join(' ');
  const opening = readCommands(first);
  if (opening.includes('yes')) return NEGATION.test(rest) ? null : 'yes';
  if (opening.includes('no')) return rest === '' || NEGATION.test(rest) || !STATED.test(rest) ? 'no' : null;
  if (NEGATION.test(said)) return 'no';
  return STATED.test(said) ? 'yes' : null;
}
