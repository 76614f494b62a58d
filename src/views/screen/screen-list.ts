import type { KnownBlock, ModalView } from '@slack/types';
import { type CalendarDay, dayInWords } from '../../domain/calendar.ts';
import {
  mostScreenNameUnits,
  mostScreens,
  type ScreenNameFault,
  type ScreenRefusal,
} from '../../domain/screen.ts';
import { escapeName } from '../../domain/slack-text.ts';
import { button, context, modal, section, textInput } from '../blocks.ts';
import { actionIds, callbackIds, screenFormIds } from '../ids.ts';
import { mention, messageModal } from '../message.ts';

export const screenTitle = 'Screens';

export interface ListedScreen {
  screenId: string;
  name: string;
  madeBy: string;
  madeAt: Date;
  madeOn: CalendarDay;
  seenOn: CalendarDay | undefined;
  /** The wall is another, private channel by now. */
  isClosed: boolean;
}

export interface ScreenList {
  screens: readonly ListedScreen[];
  /** What can be put on a screen, or why nothing can. */
  wall: { isPublic: boolean } | ScreenRefusal;
  today: CalendarDay;
  metadata: string;
  /** What happened since the person looked. */
  notice?: string | undefined;
}

const refusals: Readonly<Record<ScreenRefusal['kind'], string>> = {
  'no-pages':
    'A screen needs a page of mine, and I have no address for pages yet. Whoever runs me sets `PUBLIC_URL`: docs/operating.md says how. Come back here then.',
  'not-manager': 'Only managers put the wall on a screen.',
  'no-wall': 'There is no wall yet that a screen could show. Choose a channel in the settings first.',
  'wall-hidden':
    'The wall is a private channel that you are not in, so you cannot put it on a screen. Somebody who leads the team and is in it can.',
};

export const screenRefusalWords = ({ kind }: ScreenRefusal): string => refusals[kind];

export const screenNameFaults: Readonly<Record<ScreenNameFault, string>> = {
  blank: 'Please give it a name, such as the room where it stands.',
  'too-long': `Please give a name of ${mostScreenNameUnits} characters at most.`,
  taken: 'There is a screen by that name. Choose another, or take that one out first.',
  'too-many': `You have ${mostScreens} screens, which is as many as there can be. Take one out that shows nothing any more.`,
};

export const wallChangedWords =
  'The wall is another one since you opened this. Close it and open Screens again, to see who could read it.';

const privateWords =
  ':lock: *Your wall is a private channel.* Whoever sees the screen reads what is told there, also if they are not in it. Choose a place where only the team comes by.';

const seenWords = ({ seenOn }: ListedScreen, today: CalendarDay): string => {
  if (seenOn === undefined) return 'nobody has opened it yet';
  return seenOn === today ? 'seen today' : `last seen ${dayInWords(seenOn)}`;
};

const screenBlock = (screen: ListedScreen, today: CalendarDay): KnownBlock => {
  const made = `made by ${mention(screen.madeBy)} on ${dayInWords(screen.madeOn)}`;
  const closed = screen.isClosed
    ? '\n:lock: It shows nothing: the wall is in a private channel now. Take it out, and make a new link.'
    : '';
  return {
    ...section(`*${escapeName(screen.name)}*\n${made} · ${seenWords(screen, today)}${closed}`),
    accessory: button(actionIds.screenRemove, 'Take it out', {
      value: `${screen.screenId} ${screen.madeAt.getTime()}`,
      spoken: `Take it out: the screen ${screen.name}`,
    }),
  };
};

const about =
  'A screen shows the wins of this week, one after the other, to whoever walks past: in the canteen, say. It is a page for a TV or any computer with a browser, and needs no Slack there.';

/** The team's screens, and a field for another one. */
export const screenList = ({ screens, wall, today, metadata, notice }: ScreenList): ModalView => {
  const listed = [
    ...(notice ? [section(notice)] : []),
    section(about),
    ...screens.map((screen) => screenBlock(screen, today)),
  ];
  if ('kind' in wall)
    return messageModal(screenTitle, { blocks: [...listed, section(screenRefusalWords(wall))] });
  const full = context(screenNameFaults['too-many']);
  if (screens.length >= mostScreens) return messageModal(screenTitle, { blocks: [...listed, full] });
  return modal({
    callbackId: callbackIds.screenNew,
    title: screenTitle,
    submit: 'Make the link',
    close: 'Close',
    metadata,
    blocks: [
      ...listed,
      ...(wall.isPublic ? [] : [section(privateWords)]),
      textInput(
        {
          blockId: screenFormIds.name(screens.length),
          label: screens.length === 0 ? 'Where will the screen stand?' : 'Where will another one stand?',
          hint: 'Such as “canteen”. By this name you know it again.',
        },
        { maxLength: mostScreenNameUnits },
      ),
    ],
  });
};

/** The one time that the link is shown. */
export const screenLink = ({
  name,
  link,
  isForPrivate,
}: {
  name: string;
  link: string;
  isForPrivate: boolean;
}): ModalView => ({
  ...messageModal('Here is the link', {
    blocks: [
      section(`:tv: *${escapeName(name)}*\n<${link}>`),
      section(
        '*Put it on a TV:* open the link in the browser of the TV, or of a small computer behind it, and make it full-screen (F11). It needs no mouse, follows the wall by itself, and comes back after a power cut when the browser starts with this page. In the browser’s settings, make it the page to start with.',
      ),
      ...(isForPrivate ? [section(privateWords)] : []),
      context(
        'Whoever has the link can see the screen, so give it to nobody else. This window alone has it: I keep no link. Is it lost? Take the screen out in *Screens*, and make a new one.',
      ),
    ],
  }),
  clear_on_close: true,
});
