import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As much of Slack's cloud as a slash command needs: whose the token is, and an address that takes answers. */
export interface Cloud {
  url: string;
  /** Answers that came. */
  answers(): number;
  close(): void;
}

export async function startCloud(): Promise<Cloud> {
  let answers = 0;
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      const isAnswer = req.url === '/response';
      if (isAnswer) answers += 1;
      res.writeHead(200, { 'Content-Type': 'application/json' });
      res.end(isAnswer ? 'ok' : JSON.stringify({ ok: true, user_id: 'U0BENCHBOT', bot_id: 'B0BENCH001' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answers: () => answers,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
