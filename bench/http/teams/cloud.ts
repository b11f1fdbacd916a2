import type { Cloud } from '../leg.ts';
import { serve } from '../serve.ts';
import { PUBLIC_KEY } from './key.ts';
import { OPEN_ID_PATH } from './names.ts';

const KEYS_PATH = '/keys';

/** As much of Microsoft's cloud as a message needs: the keys of tokens, and a Bot Connector that takes answers. */
export async function startCloud(): Promise<Cloud> {
  let answers = 0;
  const server = await serve((req, res) => {
    req.resume();
    req.on('end', () => {
      res.writeHead(200, { 'Content-Type': 'application/json' });
      if (req.url === OPEN_ID_PATH) {
        const jwks = `http://${req.headers.host}${KEYS_PATH}`;
        res.end(JSON.stringify({ issuer: 'https://api.botframework.com', jwks_uri: jwks }));
      } else if (req.url === KEYS_PATH) res.end(JSON.stringify({ keys: [PUBLIC_KEY] }));
      else {
        answers += 1;
        res.end(JSON.stringify({ id: `answer-${answers}` }));
      }
    });
  });
  return { ...server, answers: () => answers };
}
