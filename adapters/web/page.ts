import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Request, Response, Server } from 'restify';

/** The chat page: a fixed list of files, read once at the start. What is not on the list does not exist. */

interface PageFile {
  path: string;
  type: string;
  body: Buffer;
  etag: string;
}

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

const FILES: readonly { path: string; file: string; type: keyof typeof TYPES }[] = [
  { path: '/', file: 'index.html', type: 'html' },
  ...(['base.css', 'welcome.css', 'turns.css', 'prose.css', 'ticketForm.css', 'composer.css'] as const).map((file) =>
    asset(file, 'css'),
  ),
  ...(
    [
      'chat.js',
      'api.js',
      'composer.js',
      'dom.js',
      'markdown.js',
      'memory.js',
      'ticketForm.js',
      'turns.js',
      'why.js',
    ] as const
  ).map((file) => asset(file, 'js')),
  asset('icon.svg', 'svg'),
];

/** Everything from this server, nothing inline, no frames, no forms: the page needs no more. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the page's files. `greet` runs when the page itself is asked for, before anything is sent. */
export function mountPage(server: Server, greet: (req: Request, res: Response) => void): void {
  for (const file of loadFiles()) {
    const serve = async (req: Request, res: Response) => {
      if (file.path === '/') greet(req, res);
      sendFile(req, res, file);
    };
    server.get(file.path, serve);
    server.head(file.path, serve);
  }
}

function sendFile(req: Request, res: Response, file: PageFile): void {
  res.setHeader('ETag', file.etag);
  // Names carry no hash, so the browser asks each time and mostly hears 304.
  res.setHeader('Cache-Control', file.path === '/' ? 'private, no-cache' : 'no-cache');
  res.setHeader('Content-Security-Policy', PAGE_POLICY);
  if (isFresh(req.headers['if-none-match'], file.etag)) {
    res.sendRaw(304, '');
    return;
  }
  res.setHeader('Content-Type', file.type);
  res.setHeader('Content-Length', file.body.length);
  res.sendRaw(200, file.body);
}

function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag);
}

function asset<Type extends keyof typeof TYPES>(file: string, type: Type) {
  return { path: `/assets/${file}`, file, type };
}

function loadFiles(): PageFile[] {
  const folder = join(import.meta.dirname, 'page');
  const own = FILES.map(({ path, file, type }) => load(path, join(folder, file), TYPES[type]));
  const markdown = dirname(createRequire(import.meta.url).resolve('markdown-it/package.json'));
  const renderer = join(markdown, 'dist/browser/markdown-it.umd.min.js');
  return [...own, load('/assets/markdown-it.js', renderer, TYPES.js)];
}

function load(path: string, file: string, type: string): PageFile {
  const body = readFileSync(file);
  return { path, type, body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` };
}
