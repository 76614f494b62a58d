import { readFileSync } from 'node:fs';
import { type Document, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';

/** A content file that remembers which line everything is on, so that a fault can name it. */
export interface YamlFile {
  data: unknown;
  /** What is wrong with the YAML itself; there is no data worth checking then. */
  syntaxFaults: string[];
  /** A whole sentence about what is at a path, or about the nearest thing around it when nothing is. */
  faultAt: (path: readonly PropertyKey[], problem: string) => string;
  /** Sentences about each value of a key, anywhere in the file, that an earlier one has too. */
  repeated: (key: string) => string[];
}

type FaultAtOffset = (offset: number, problem: string) => string;

const offsetOf = (document: Document, keys: readonly PropertyKey[]): number => {
  const node = keys.length === 0 ? document.contents : document.getIn(keys, true);
  if (isNode(node) && node.range) return node.range[0];
  return keys.length === 0 ? 0 : offsetOf(document, keys.slice(0, -1));
};

const repeatedFaults = (document: Document, key: string, fault: FaultAtOffset): string[] => {
  const seen = new Set<unknown>();
  const faults: string[] = [];
  visit(document, {
    Pair: (_, pair) => {
      if (!isScalar(pair.key) || pair.key.value !== key || !isScalar(pair.value)) return;
      const { value, range } = pair.value;
      if (seen.has(value)) faults.push(fault(range?.[0] ?? 0, `"${key}" is used twice: ${String(value)}`));
      seen.add(value);
    },
  });
  return faults;
};

/** An alias without its anchor is no error to the parser, and would throw later, without a line. */
const aliasFaults = (document: Document, fault: FaultAtOffset): string[] => {
  const faults: string[] = [];
  visit(document, {
    Alias: (_, alias) => {
      const isNamed = alias.resolve(document) !== undefined;
      if (!isNamed) faults.push(fault(alias.range?.[0] ?? 0, `Nothing is named &${alias.source}`));
    },
  });
  return faults;
};

export const readYamlFile = (path: string): YamlFile => {
  const lineCounter = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter, prettyErrors: false });
  const fault: FaultAtOffset = (offset, problem) =>
    `${path}:${lineCounter.linePos(offset).line}: ${problem.replace(/\.?$/, '.')}`;
  const syntaxFaults = [
    ...document.errors.map((error) => fault(error.pos[0], error.message)),
    ...aliasFaults(document, fault),
  ];
  return {
    data: syntaxFaults.length === 0 ? document.toJS() : undefined,
    syntaxFaults,
    faultAt: (keys, problem) => fault(offsetOf(document, keys), problem),
    repeated: (key) => repeatedFaults(document, key, fault),
  };
};

const kinds: Readonly<Record<string, string>> = { string: 'text', array: 'a list', object: 'a set of keys' };

const problemOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined || issue.input === null
      ? 'is missing'
      : `must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small')
    return issue.origin === 'string' ? 'is empty' : `needs ${issue.minimum} entries or more`;
  if (issue.code === 'too_big')
    return `is longer than ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`;
  return undefined;
};

const issueFaults = (file: YamlFile, issue: z.core.$ZodIssue): string[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => file.faultAt([...issue.path, key], `"${key}" is not known here`));
  const name = issue.path.findLast((key) => typeof key === 'string');
  const inList = typeof issue.path.at(-1) === 'number';
  const subject = name === undefined ? 'The file' : `${inList ? 'An entry of ' : ''}"${name}"`;
  return [file.faultAt(issue.path, `${subject} ${issue.message}`)];
};

/** All that is wrong with a file at once, or its content. */
export const checkYamlFile = <T>(
  file: YamlFile,
  schema: z.ZodType<T>,
): { kind: 'good'; content: T } | { kind: 'bad'; faults: string[] } => {
  if (file.syntaxFaults.length > 0) return { kind: 'bad', faults: file.syntaxFaults };
  if (file.data === null) return { kind: 'bad', faults: [file.faultAt([], 'The file is empty')] };
  const result = schema.safeParse(file.data, { error: problemOf });
  if (result.success) return { kind: 'good', content: result.data };
  return { kind: 'bad', faults: result.error.issues.flatMap((issue) => issueFaults(file, issue)) };
};
