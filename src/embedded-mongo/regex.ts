import { BSONRegExp } from 'bson';
import { badValue, MongoError } from './errors.ts';

/** A JavaScript expression for MongoDB's, whose syntax is PCRE's: flags i, m, s, x, and flags written in front. */
export function toRegExp(pattern: unknown, options?: unknown): RegExp {
  const source =
    pattern instanceof RegExp ? pattern.source : pattern instanceof BSONRegExp ? pattern.pattern : pattern;
  if (typeof source !== 'string') throw badValue('$regex has to be a string');
  const own =
    pattern instanceof RegExp ? pattern.flags : pattern instanceof BSONRegExp ? pattern.options : '';
  const flags = typeof options === 'string' ? options : own;
  if (/[^imsxu]/.test(flags)) throw new MongoError(51108, `invalid flag in regex options: ${flags}`);
  const inlined = /^\(\?([ims]+)\)/.exec(source);
  const body = inlined ? source.slice(inlined[0].length) : source;
  const text = flags.includes('x') ? body.replace(/\\.|\[[^\]]*\]|\s+|#.*$/gm, keepToken) : body;
  const used = ['i', 'm', 's'].filter((flag) => flags.includes(flag) || inlined?.[1]?.includes(flag));
  try {
    return new RegExp(text, `${used.join('')}u`);
  } catch {
    return compileLoosely(text, used.join(''));
  }
}

const keepToken = (token: string) => (/^[\s#]/.test(token) ? '' : token);

// PCRE forgives escapes that JavaScript's Unicode mode refuses.
function compileLoosely(text: string, flags: string): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (cause) {
    throw new MongoError(
      51091,
      `Regular expression is invalid: ${cause instanceof Error ? cause.message : ''}`,
    );
  }
}
