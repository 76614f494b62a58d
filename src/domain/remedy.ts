import { cleanText, isUnseen } from './human-text.ts';
import { isProblem, type Problem } from './recovery.ts';

/** So many of a team's own fit into the field of the form, each as long as it may be. */
export const mostRemedies = 20;
export const mostRemedyUnits = 140;

/** What can be offered, and what for; without a problem it fits whatever went wrong. */
export interface Remedy {
  problem: Problem | undefined;
  text: string;
}

/** "late: ring before you send the next one", or without what went wrong. */
export const remedyOf = (line: string): Remedy => {
  const [, word = '', rest = ''] = /^([a-z]+)\s*:\s*(.*)$/is.exec(line) ?? [];
  const problem = word.toLowerCase();
  return isProblem(problem) && !isUnseen(rest) ? { problem, text: rest } : { problem: undefined, text: line };
};

const lineOf = ({ problem, text }: Remedy): string => (problem ? `${problem}: ${text}` : text);

/** A team's own remedies as they were typed: one a line, each once. */
export const readRemedies = (typed: string): string[] => {
  const lines = typed.split('\n').map((line) => cleanText(line).trim());
  return [...new Set(lines.filter((line) => !isUnseen(line)).map((line) => lineOf(remedyOf(line))))];
};

/** Those that fit what went wrong, the ones that were made for it first. */
export const remediesFor = (lines: readonly string[], problem: Problem): string[] => {
  const remedies = lines.map(remedyOf);
  const fitting = [problem, undefined].flatMap((each) =>
    remedies.filter((remedy) => remedy.problem === each),
  );
  return fitting.map(({ text }) => text);
};
