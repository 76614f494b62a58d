import type { Deps } from '../deps.ts';
import { keywordText, withoutCommand } from '../domain/command-text.ts';
import { nearKeyword } from '../domain/near-keyword.ts';
import { nameFeature } from '../slack/request-log.ts';
import { help } from '../views/help.ts';
import { commandIds } from '../views/ids.ts';
import type { Message } from '../views/message.ts';
import { nearKeywordQuestion, undoName } from '../views/near-keyword.ts';
import { topKeyword } from './board/top-command.ts';
import type { BragKeyword, CommandArgs } from './brag-keyword.ts';
import {
  challengeCancelKeyword,
  challengeJoinKeyword,
  challengeKeyword,
  challengeLeaveKeyword,
  challengeMoveKeyword,
  challengeStartKeyword,
} from './challenge/challenge-command.ts';
import { digestKeyword } from './digest/digest-command.ts';
import { answerPrivately } from './ephemeral.ts';
import { ideaKeyword } from './idea/idea-command.ts';
import { lessonKeyword, lessonListKeyword } from './lesson/lesson-command.ts';
import { mineKeyword } from './mine/mine-command.ts';
import { planKeyword } from './plan/plan-command.ts';
import { privacyDeleteKeyword, privacyExportKeyword, privacyKeyword } from './privacy/privacy-command.ts';
import { recoverKeyword } from './recovery/recovery-command.ts';
import { recoverListKeyword } from './recovery/recovery-list-action.ts';
import type { Routes } from './routes.ts';
import { settingsKeyword } from './settings/settings-command.ts';
import { askKeyword } from './voice/ask-command.ts';
import { answerLastWin, answerWin, asTyped, openComposer } from './win/win-command.ts';

const helpKeyword: BragKeyword = {
  pattern: /^(?:help|\?+)$/i,
  async answer(deps, { ack, respond }) {
    await ack();
    await answerPrivately(respond, await helpFor(deps));
  },
};

/** The table of `/brag`, in the order in which help shows it. */
const keywords: Readonly<Record<string, BragKeyword>> = {
  help: helpKeyword,
  mine: mineKeyword,
  top: topKeyword,
  digest: digestKeyword,
  idea: ideaKeyword,
  challenge: challengeKeyword,
  'challenge join': challengeJoinKeyword,
  'challenge leave': challengeLeaveKeyword,
  'challenge start': challengeStartKeyword,
  'challenge move': challengeMoveKeyword,
  'challenge cancel': challengeCancelKeyword,
  plan: planKeyword,
  recover: recoverKeyword,
  'recover list': recoverListKeyword,
  lesson: lessonKeyword,
  'lesson list': lessonListKeyword,
  ask: askKeyword,
  settings: settingsKeyword,
  privacy: privacyKeyword,
  'privacy export': privacyExportKeyword,
  'privacy delete': privacyDeleteKeyword,
};

/** What the bot does, with a line of each keyword that has one. */
export const helpFor = async (deps: Pick<Deps, 'workspace'>): Promise<Message> => {
  const workspace = await deps.workspace();
  return help(
    workspace,
    Object.values(keywords).flatMap(({ usage }) => usage?.(workspace) ?? []),
  );
};

/** What a keyword of the table does; undefined when the text is none. */
const keywordAnswer = (deps: Deps, args: CommandArgs, text: string): Promise<void> | undefined => {
  for (const [name, { pattern, answer }] of Object.entries(keywords)) {
    const match = pattern.exec(text);
    if (!match) continue;
    nameFeature(args.context, `${commandIds.brag} ${name}`);
    return answer(deps, args, match.slice(1).find((group) => group !== undefined) ?? '');
  }
  return undefined;
};

/** What somebody may mean by a text that is near to it, as it is typed. */
const meanings = [
  ...Object.keys(keywords),
  ...Object.values(keywords).flatMap(({ also = [] }) => also),
  undoName,
];

/** What somebody meant, once they have said so. */
export const answerMeant = (deps: Deps, args: CommandArgs, meant: string): Promise<void> => {
  if (meant === undoName) return answerLastWin(deps, args);
  return keywordAnswer(deps, args, meant) ?? helpKeyword.answer(deps, args, '');
};

/**
 * `/brag`: one of the keywords when that is the whole text, and otherwise a win. What is near to a keyword is asked about
 * first: on the wall everybody would read it.
 */
export const createBragCommand =
  (deps: Deps) =>
  async (args: CommandArgs): Promise<void> => {
    const text = withoutCommand(args.command.text);
    if (text === '') return openComposer(deps, args);
    const keyword = keywordText(text);
    const answering = keywordAnswer(deps, args, keyword);
    if (answering) return answering;
    const meant = nearKeyword(keyword, meanings);
    if (meant === undefined) return answerWin(deps, { ...args, command: { ...args.command, text } });
    nameFeature(args.context, `${commandIds.brag} near`);
    const question = nearKeywordQuestion({ text, shown: asTyped(text), meant });
    await args.ack({ response_type: 'ephemeral', ...question });
  };

export const registerBrag = (routes: Routes): void => routes.command(commandIds.brag, createBragCommand);
