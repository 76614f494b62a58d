import type { TextObject } from '../../src/block-kit.ts';

export const textOf = (text: TextObject | string | undefined): string =>
  typeof text === 'string' ? text : (text?.text ?? '');
