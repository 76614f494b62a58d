import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { screenStyle } from './screen-style.ts';

/** What runs on a screen. Its name is another in each version, also for another look: the page goes by that alone. */
export interface ScreenScript {
  name: string;
  text: string;
}

export const loadScreenScript = (): ScreenScript => {
  const text = readFileSync(new URL('./page/screen.js', import.meta.url), 'utf8');
  const print = createHash('sha256').update(text).update(screenStyle.css).digest('hex').slice(0, 12);
  return { name: `screen-${print}.js`, text };
};
