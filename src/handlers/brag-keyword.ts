import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs, SlashCommand } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import type { Workspace } from '../domain/workspace.ts';

type Given = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

/** What a keyword goes by: of the command, or of a button that stands for it. */
export interface CommandArgs extends Pick<Given, 'ack' | 'client' | 'context' | 'respond'> {
  command: Pick<SlashCommand, 'text' | 'user_id' | 'trigger_id' | 'response_url'>;
}

/** What a word after `/brag` does. It acts only when it is the whole text, its listed arguments included. */
export interface BragKeyword {
  /** Of the whole text, as domain/command-text.ts reads it. Its first group that matches is the argument. */
  pattern: RegExp;
  /** Its line in the help, as Slack's mrkdwn, by what the workspace has decided; left out when another keyword's line names it. */
  usage?: (workspace: Workspace) => string;
  /** How else it can be typed than by its name in the table, for whoever mistypes that. */
  also?: readonly string[];
  answer: (deps: Deps, args: CommandArgs, argument: string) => Promise<void>;
}
