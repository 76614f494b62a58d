import { cardLookMs, cardWaitsMs, mostLinesAtOnce } from '../../domain/card.ts';
import { isUnseen } from '../../domain/human-text.ts';
import type { NotePart } from '../../models/note-part.ts';
import type { Signature } from '../../models/signature.ts';
import type { Win } from '../../models/win-schema.ts';
import { type CardOfWin, cardGone, cardNews, type Signed } from '../../views/card/card-part.ts';
import { type DeliveryDeps, send, skip } from '../delivery/delivery-row.ts';
import type { NoteRow } from '../note/note-row.ts';
import { winOf } from '../win/win-delivery.ts';
import { glimpseOf } from '../win/win-sight.ts';
import { isCardOpen } from './open-card.ts';

const signedBy = async ({ people }: DeliveryDeps, lines: readonly Signature[]): Promise<Signed[]> => {
  const { people: known } = await people.findAll([...new Set(lines.map(({ userId }) => userId))]);
  return lines.map(({ userId, name, text }) => {
    const called = known.get(userId)?.name ?? name;
    return { name: isUnseen(called) ? 'Somebody' : called, text };
  });
};

/** Whoever is credited since they signed does not sign their own card. */
const isOfOthers = (win: Win | undefined, { userId }: Signature): boolean => !win?.heroIds.includes(userId);

/** The lines that a part tells, by win. */
const cardsOf = async (
  deps: DeliveryDeps,
  { _id: key, userId: readerId }: Pick<NotePart, '_id' | 'userId'>,
): Promise<CardOfWin[]> => {
  const lines = await deps.store.signatures.toldIn(key);
  const cards: CardOfWin[] = [];
  for (const winId of new Set(lines.map((line) => line.winId))) {
    const win = await winOf(deps, { winId });
    const ofWin = lines.filter((line) => line.winId === winId && isOfOthers(win, line));
    const card = { story: await glimpseOf(deps, win, readerId), signed: await signedBy(deps, ofWin) };
    if (ofWin.length > 0) cards.push(card);
  }
  return cards;
};

/** Writes down which lines this part tells, and has it seen to that the others are told once they can be. */
const claimLines = async ({ store, clock, workspace }: DeliveryDeps, { _id: key, userId }: NotePart) => {
  const now = clock.now();
  const decided = await workspace();
  const { winIds, wins } = await store.wins.announcedOf(userId);
  const open = wins.filter((win) => isCardOpen(decided, win)).map(({ _id }) => _id);
  const isMore = await store.signatures.claim(key, userId, open, mostLinesAtOnce);
  const signedSince = new Date(now.getTime() - cardWaitsMs);
  if (isMore) await store.signatures.followLater(userId, open, { at: now, signedSince: new Date(0) });
  const closed = winIds.filter((winId) => !open.includes(winId));
  const at = new Date(now.getTime() + cardLookMs);
  await store.signatures.followLater(userId, closed, { at, signedSince });
};

/** What colleagues wrote on the cards of a hero's wins: all that the hero was not told yet. */
export const cardPart: NoteRow = {
  topic: 'praise',
  async compose(deps, part) {
    await claimLines(deps, part);
    const cards = await cardsOf(deps, part);
    if (cards.length === 0) return skip('there is no line that was not told, on a win that is exceptional');
    return send(cardNews(cards, { partKey: part._id, thanks: undefined }));
  },
  async show(deps, part) {
    const cards = await cardsOf(deps, part);
    if (cards.length === 0) return cardGone;
    return cardNews(cards, { partKey: part._id, thanks: part.answer?.text ?? undefined });
  },
};
