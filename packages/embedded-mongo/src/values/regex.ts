import { createContext, Script } from 'node:vm';
import { BSONRegExp } from 'bson';
import { badValue, MongoError } from '../errors.ts';
import { translated } from './pcre.ts';

/** A JavaScript expression for MongoDB's, whose syntax is PCRE's: flags i, m, s, x, and flags written in front. */
export function toRegExp(pattern: unknown, options?: unknown): RegExp {
  const [source, own] = partsOf(pattern);
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  if (options !== undefined && own !== '')
    throw new MongoError(51075, 'options set in both $regex and $options');
  const flags = options ?? own;
  if (Buffer.byteLength(source) > LONGEST_PATTERN) throw badValue('Regular expression is too long');
  if (source.includes('\0') || flags.includes('\0'))
    throw badValue('A regular expression and its options cannot contain an embedded null byte');
  if (/[^imsxu]/.test(flags)) throw new MongoError(51108, `invalid flag in regex options: ${flags}`);
  const inlined = /^\(\?([imsx]+)\)/.exec(source);
  const used = flags + (inlined?.[1] ?? '');
  try {
    const text = translated(inlined ? source.slice(inlined[0].length) : source, used);
    return new PatientRegExp(text, used.includes('i') ? 'iu' : 'u', [source, own]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MongoError(51091, `Regular expression is invalid: ${reason}`);
  }
}

type Parts = [source: string, flags: string];

function partsOf(pattern: unknown): Parts {
  if (pattern instanceof PatientRegExp) return pattern.given;
  if (pattern instanceof RegExp) return [pattern.source, pattern.flags];
  if (pattern instanceof BSONRegExp) return [pattern.pattern, pattern.options];
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  return [pattern, ''];
}

/** In bytes. */
const LONGEST_PATTERN = 32_764;
const LONGEST_MS = 500;
/** Some ten milliseconds. */
const QUICK_STEPS = 25_000_000;
/** What may match more or less of a text; not the `?` of `(?:`, nor that of the end of a line. */
const REPEATS = /[*+]|(?<!\(|\\n)\?|\{\d+,/g;
const attempt = new Script('attempt()');
const context = createContext({ attempt: (): void => {} });

/**
 * A repeated group, or several repeats on a long text, can take longer than the world lasts, and nothing else would
 * stop it: PCRE has a limit of its own. What is quick is not watched, since the watchdog costs more than it does.
 */
export class PatientRegExp extends RegExp {
  /** In PCRE's syntax. */
  readonly given: Parts;
  private readonly longestQuickText: number;

  constructor(text: RegExp | string, flags: string, given: Parts = ['', '']) {
    super(text, flags);
    this.given = given;
    const repeats = this.source.match(REPEATS)?.length ?? 0;
    // Each repeat may try every length at every place.
    this.longestQuickText = /\)[*+{]/.test(this.source) ? -1 : QUICK_STEPS ** (1 / (repeats + 1));
  }

  override exec(text: string): RegExpExecArray | null {
    if (text.length <= this.longestQuickText) return super.exec(text);
    let found: RegExpExecArray | null = null;
    context.attempt = () => {
      found = super.exec(text);
    };
    try {
      attempt.runInContext(context, { timeout: LONGEST_MS });
    } catch {
      throw new MongoError(51156, 'The regular expression takes too long on a text');
    }
    return found;
  }
}
