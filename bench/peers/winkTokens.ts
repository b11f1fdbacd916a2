import model from 'wink-eng-lite-web-model';
import winkNLP, { type ItemToken, type ItsFunction } from 'wink-nlp';

const nlp = winkNLP(model);
const { its } = nlp;
// wink-nlp's own types do not fit each other here.
const stem = its.stem as ItsFunction<string>;

/** The preparation that the READMEs of both wink packages give: words without stop words, stemmed, negations marked. */
export function winkTokens(text: string): string[] {
  const tokens: string[] = [];
  nlp
    .readDoc(text)
    .tokens()
    .filter((token) => token.out(its.type) === 'word' && !token.out(its.stopWordFlag))
    .each((token: ItemToken) => tokens.push(token.out(its.negationFlag) ? `!${token.out(stem)}` : token.out(stem)));
  return tokens;
}
