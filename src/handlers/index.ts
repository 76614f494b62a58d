import { registerBrag } from './brag-command.ts';
import { registerCard } from './card/register-card.ts';
import { registerChallenge } from './challenge/register-challenge.ts';
import { registerDigest } from './digest/register-digest.ts';
import { registerHome } from './home/register-home.ts';
import { registerMine } from './mine/register-mine.ts';
import { registerNearKeyword } from './near-keyword-action.ts';
import { registerNomination } from './nomination/register-nomination.ts';
import { registerNote } from './note/register-note.ts';
import { registerPrivacy } from './privacy/register-privacy.ts';
import { registerPrivateWord } from './private-word/register-private-word.ts';
import { registerReport } from './report/register-report.ts';
import type { Routes } from './routes.ts';
import { registerSettings } from './settings/register-settings.ts';
import { registerWall } from './wall/register-wall.ts';
import { registerWin } from './win/register-win.ts';
import { registerWinMenu } from './win-menu.ts';
import { registerWorkspace } from './workspace/register-workspace.ts';

/** The list of features that Slack can reach. */
export const registerHandlers = (routes: Routes): void => {
  registerBrag(routes);
  registerNearKeyword(routes);
  registerWorkspace(routes);
  registerNote(routes);
  registerWall(routes);
  registerWin(routes);
  registerWinMenu(routes);
  registerNomination(routes);
  registerReport(routes);
  registerCard(routes);
  registerPrivateWord(routes);
  registerChallenge(routes);
  registerDigest(routes);
  registerMine(routes);
  registerSettings(routes);
  registerPrivacy(routes);
  registerHome(routes);
};
