import { readFileSync, statSync } from 'node:fs';
import {
  type Alias,
  type Document,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
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

/** `yaml` looks through the whole file for each. */
const mostAliases = 100;

const holdsAliases = (node: Node): boolean => {
  let found = false;
  visit(node, {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
};

const aliasFault = (document: Document, alias: Alias): string | undefined => {
  const named = alias.resolve(document);
  if (!named) return `Nothing is named &${alias.source}`;
  // A few lines of them, each made of the one before, would be more than any memory holds.
  return holdsAliases(named) ? `&${alias.source} is made of other aliases: write it out` : undefined;
};

/** What is wrong with aliases is no error to the parser, and would throw later, without a line. */
const aliasFaults = (document: Document, fault: FaultAtOffset): string[] => {
  const faults: string[] = [];
  let count = 0;
  visit(document, {
    Alias: (_, alias) => {
      const offset = alias.range?.[0] ?? 0;
      count += 1;
      const problem =
        count > mostAliases
          ? `The file has more than ${mostAliases} aliases: write them out`
          : aliasFault(document, alias);
      if (problem) faults.push(fault(offset, problem));
      return count > mostAliases ? visit.BREAK : undefined;
    },
  });
  return faults;
};

const longestFile = 256 * 1024;

/** The whole text, or why it cannot be had. */
const textOf = (path: string): { text: string; problem?: string } => {
  try {
    if (statSync(path).size > longestFile)
      return { text: '', problem: `The file is larger than ${longestFile / 1024} KB` };
    return { text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return { text: '', problem: `The file cannot be read${code}` };
  }
};

const wordsOf = ({ code, message }: YAMLError): string =>
  code === 'RESOURCE_EXHAUSTION' ? 'The file is nested too deeply' : message;

/** Aliases and nesting are bounded by now: whatever else may throw is told like a fault of the file. */
const dataOf = (document: Document): { data?: unknown; problem?: string } => {
  try {
    return { data: document.toJS() };
  } catch (error) {
    return { problem: `The file cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
};

export const readYamlFile = (path: string): YamlFile => {
  const lineCounter = new LineCounter();
  const { text, problem } = textOf(path);
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const fault: FaultAtOffset = (offset, problem) =>
    `${path}:${lineCounter.linePos(offset).line}: ${problem.replace(/\.?$/, '.')}`;
  const syntaxFaults = [
    ...(problem ? [fault(0, problem)] : []),
    ...document.errors.map((error) => fault(error.pos[0], wordsOf(error))),
    ...aliasFaults(document, fault),
  ];
  const read = syntaxFaults.length === 0 ? dataOf(document) : {};
  if (read.problem) syntaxFaults.push(fault(0, read.problem));
  return {
    data: read.data,
    syntaxFaults,
    faultAt: (keys, problem) => fault(offsetOf(document, keys), problem),
    repeated: (key) => repeatedFaults(document, key, fault),
  };
};

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a set of keys',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

const boundProblems: Readonly<
  Record<'too_small' | 'too_big', Record<string, (bound: number | bigint) => string>>
> = {
  too_small: {
    string: () => 'is empty',
    array: (least) => `needs ${least} entries or more`,
    number: (least) => `must be ${least} or more`,
  },
  too_big: {
    string: (most) => `is longer than ${most} characters`,
    array: (most) => `is longer than ${most} entries`,
    number: (most) => `must be ${most} or less`,
  },
};

const problemOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type')
    return issue.input === undefined || issue.input === null
      ? 'is missing'
      : `must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'too_small') return boundProblems.too_small[issue.origin]?.(issue.minimum);
  if (issue.code === 'too_big') return boundProblems.too_big[issue.origin]?.(issue.maximum);
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${issue.divisor}`;
  if (issue.code === 'invalid_value' && issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_value') return `must be ${issue.values.map(String).join(' or ')}`;
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
