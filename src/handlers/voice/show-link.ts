import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Deps } from '../../deps.ts';
import { notePartKey } from '../../domain/note-part-key.ts';
import { slackErrorCode } from '../../errors.ts';
import { type AskedAbout, linkView, type Picture } from '../../views/voice/ask-link.ts';

export type ShownLink = AskedAbout & { link: string };

/** Without its picture: Slack refuses a whole view whose picture it cannot fetch, and the link is in no other place. */
export const linkOf = (made: ShownLink): ModalView => linkView(made, { kind: 'soon' });

/** Puts the picture of a link beside it, which is shown already. Whoever closed it meanwhile sees neither. */
export const showPicture = async (
  { logger }: Pick<Deps, 'logger'>,
  client: WebClient,
  viewId: string,
  made: ShownLink,
): Promise<void> => {
  const show = async (picture: Picture): Promise<string | undefined> => {
    try {
      await client.views.update({ view_id: viewId, view: linkView(made, picture) });
      return undefined;
    } catch (error) {
      return slackErrorCode(error) ?? 'no answer';
    }
  };
  const why = await show({ kind: 'shown', url: `${made.link}/qr.png` });
  if (why === undefined) return;
  logger.warn({ feature: 'voice', why }, 'the picture of a link could not be shown');
  await show({ kind: 'refused' });
};

/** The note that told somebody that the bot picked their win says what became of it. */
export const showPick = (
  { background, refreshNote }: Pick<Deps, 'background' | 'refreshNote'>,
  winId: string,
): void =>
  background.run('voice', async () => {
    await refreshNote(notePartKey['voice-pick'](winId));
  });
