import { type JsonObject, parseJson } from '../json.ts';
import { refusal } from './slack-error.ts';

export type Kind = 'text' | 'number' | 'flag' | 'json' | 'blocks';

/** The arguments that a method takes; a required one is marked with "!". */
export interface Spec {
  [name: string]: Kind | `${Kind}!`;
}

type ValueOf<K> = K extends 'text' | 'text!'
  ? string
  : K extends 'number' | 'number!'
    ? number
    : K extends 'flag' | 'flag!'
      ? boolean
      : K extends 'blocks' | 'blocks!'
        ? unknown[]
        : unknown;

export type Arguments<S extends Spec> = {
  [N in keyof S as S[N] extends `${Kind}!` ? N : never]: ValueOf<S[N]>;
} & { [N in keyof S as S[N] extends `${Kind}!` ? never : N]?: ValueOf<S[N]> };

const malformed = Symbol('malformed');

const fromJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return parseJson(value) ?? malformed;
};

/** In a form every value is text; in JSON it has its own type. Slack takes both. */
const readers: Record<Kind, (value: unknown) => unknown> = {
  text: (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : malformed),
  number: (value) => (value === '' || !Number.isFinite(Number(value)) ? malformed : Number(value)),
  flag: (value) => [true, 'true', 1, '1'].includes(value as string),
  json: fromJson,
  blocks(value) {
    const blocks = fromJson(value);
    return Array.isArray(blocks) ? blocks : malformed;
  },
};

const isKind = (kind: string): kind is Kind => kind in readers;

/** Throws Slack's own refusal for what is missing or malformed. */
export const readArguments = <S extends Spec>(spec: S, raw: JsonObject): Arguments<S> => {
  const read: JsonObject = {};
  for (const [name, marked] of Object.entries(spec)) {
    const kind = marked.replace('!', '');
    const given = raw[name];
    if (given === undefined || given === null) {
      if (marked.endsWith('!')) throw refusal('invalid_arguments', [`missing required field: ${name}`]);
      continue;
    }
    const value = isKind(kind) ? readers[kind](given) : given;
    if (value === malformed) {
      const code = kind === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments';
      throw refusal(code, [`invalid value for ${name}`]);
    }
    read[name] = value;
  }
  return read as Arguments<S>;
};

/** Bolt names the workspace in every call. */
const everywhere = new Set(['token', 'team_id']);

export const unknownArguments = (spec: Spec, raw: JsonObject): string[] =>
  Object.keys(raw).filter((name) => !everywhere.has(name) && !(name in spec));
