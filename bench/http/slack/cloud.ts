import type { Cloud } from '../leg.ts';
import { serve } from '../serve.ts';

/** As much of Slack's cloud as a slash command needs: whose the token is, and an address that takes answers. */
export async function startCloud(): Promise<Cloud> {
  let answers = 0;
  const server = await serve((req, res) => {
    req.resume();
    req.on('end', () => {
      const isAnswer = req.url === '/response';
      if (isAnswer) answers += 1;
      res.writeHead(200, { 'Content-Type': 'application/json' });
      res.end(isAnswer ? 'ok' : JSON.stringify({ ok: true, user_id: 'U0BENCHBOT', bot_id: 'B0BENCH001' }));
    });
  });
  return { ...server, answers: () => answers };
}
