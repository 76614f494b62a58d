import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import type { Workspace } from '../domain/workspace.ts';

export type CommandArgs = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

/** What a word after `/brag` does. It acts only when it is the whole text, its listed arguments included. */
export interface BragKeyword {
  /** Of the whole text, as domain/command-text.ts reads it. Its first group that matches is the argument. */
  pattern: RegExp;
  /** Its line in the help, as Slack's mrkdwn, by what the workspace has decided; left out when another keyword's line names it. */
  usage?: (workspace: Workspace) => string;
  answer: (deps: Deps, args: CommandArgs, argument: string) => Promise<void>;
}
