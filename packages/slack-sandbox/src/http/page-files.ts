import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { avatarSvg } from '../../page/avatar.ts';
import type { Answer } from './answer.ts';

/** The page in a browser: built in memory when somebody first asks for it. */
export interface PageFiles {
  /** Undefined when the page has no such file. */
  find(path: string): Promise<Answer | undefined>;
}

const folder = fileURLToPath(new URL('../../page/', import.meta.url));

/** The page asks nobody but the sandbox for anything. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: { [ending: string]: string } = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const answerWith = (path: string, body: string): Answer => ({
  status: 200,
  body,
  headers: {
    'content-type': types[path.split('.').at(-1) ?? ''] ?? 'text/plain',
    'content-security-policy': policy,
  },
});

/** The page imports "#guide": the bot's own when there is one. */
const guideFrom = (path: string): Plugin => ({
  name: 'guide',
  setup(build) {
    build.onResolve({ filter: /^#guide$/ }, () => ({ path }));
  },
});

const buildPage = async (guide: string | undefined): Promise<Map<string, Answer>> => {
  const built = await build({
    entryPoints: { main: `${folder}main.tsx`, page: `${folder}style/page.css` },
    tsconfig: `${folder}tsconfig.json`,
    plugins: guide === undefined ? [] : [guideFrom(guide)],
    outdir: '/page',
    bundle: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    sourcemap: 'inline',
    write: false,
    logLevel: 'silent',
  });
  const files = new Map<string, Answer>();
  for (const { path, text } of built.outputFiles) files.set(path, answerWith(path, text));
  files.set('/', answerWith('index.html', await readFile(`${folder}index.html`, 'utf8')));
  files.set(
    '/page/icon.svg',
    answerWith('icon.svg', avatarSvg({ id: 'icon', realName: 'Sandbox', isBot: true })),
  );
  return files;
};

export const createPageFiles = (guide: string | undefined): PageFiles => {
  let building: Promise<Map<string, Answer>> | undefined;
  return {
    async find(path) {
      building ??= buildPage(guide);
      return (await building).get(path);
    },
  };
};
