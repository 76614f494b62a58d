import { randomBytes, randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { deliveryKey } from '../../domain/delivery-key.ts';
import { standInId } from '../../domain/erased-person.ts';
import { growingDelayMs } from '../../domain/growing-delay.ts';
import { pauseMs } from '../../errors.ts';
import { keyWithStandIn } from '../../models/person-row.ts';
import { recountWins } from '../board/leave-tallies.ts';
import { recountTallies } from '../board/recount-tallies.ts';
import { followManagers } from '../wall/follow-managers.ts';
import { forgetWins } from '../win/forget-wins.ts';
import { printOf } from '../workspace/erased-before.ts';
import { type ErasureWorkDeps, workInSlack } from './erasure-work.ts';
import { leaveManagers } from './leave-managers.ts';
import { type ErasureFacts, personalRows } from './personal-data.ts';

export type EraseDeps = ErasureWorkDeps &
  Pick<Deps, 'people' | 'installation' | 'clock' | 'logger' | 'instanceId' | 'outbox' | 'pacer'>;

/** For how long Slack may tell late of what they did before: reactions are compared for two weeks. */
const printForMs = 30 * 86_400_000;
/** Whoever ends in the middle of it is taken over by then. */
const leaseMs = 120_000;
const soonMs = 5_000;

/** Writes down that somebody wants their data deleted. From then on it is done, whatever becomes of this process. */
export const beginErasure = async (
  { store }: Pick<Deps, 'store'>,
  userId: string,
  now: Date,
): Promise<string> => {
  const salt = randomBytes(32).toString('hex');
  return store.erasures.begin({
    id: randomUUID(),
    userId,
    standIn: standInId(randomBytes(12).toString('hex')),
    print: { salt, hash: printOf(userId, salt) },
    printUntil: new Date(now.getTime() + printForMs),
    now,
  });
};

interface Going {
  id: string;
  userId: string;
  standIn: string;
}

/** What becomes of what, as things stand. */
const factsOf = async ({ store }: EraseDeps, { userId, standIn }: Going) => {
  const fates = await store.wins.fatesOf(userId);
  const idsOf = (fate: string) => fates.filter((each) => each.fate === fate).map(({ winId }) => winId);
  const facts: ErasureFacts = {
    userId,
    standIn,
    namesIn: new Map(fates.map(({ winId, names }) => [winId, names])),
    goneWinIds: new Set(idsOf('deleted')),
    wordlessWinIds: new Set(idsOf('wordless')),
  };
  return { facts, fates };
};

/** Notes what there will be to do in Slack before the documents that say so are changed. */
const noteWork = async (
  { store, installation }: EraseDeps,
  going: Going,
  { facts, fates }: Awaited<ReturnType<typeof factsOf>>,
) => {
  const { userId } = going;
  const goneWinIds = [...facts.goneWinIds];
  const winIds = fates.filter(({ fate }) => fate !== 'deleted').map(({ winId }) => winId);
  const walls = fates.flatMap(({ fate, wall }) => (fate === 'deleted' && wall ? [wall] : []));
  const runs = await store.participants.exportOf(userId);
  const lessons = await store.lessons.fatesOfLessons(userId);
  const weeks = [
    ...(await store.digests.weeksWith(facts)),
    ...(await store.digests.weeksWithLessons(lessons.lessonIds)),
  ];
  await store.erasures.noteWork(going.id, {
    messages: [...walls, ...lessons.messages, ...(await store.deliveries.messagesOf(userId, goneWinIds))],
    goneWinIds,
    winIds,
    deliveryKeys: [
      ...(await store.deliveries.saidAbout(userId, winIds)).map((key) => keyWithStandIn(key, going)),
      ...weeks.map((week) => deliveryKey.digest(installation.teamId, week)),
      ...runs.map(({ runId }) => deliveryKey['challenge-closing'](String(runId))),
    ],
    partKeys: [
      ...(await store.noteParts.toldAbout(userId, [...winIds, ...goneWinIds], weeks)),
      ...(await store.signatures.partsWith(userId)),
    ].map((key) => keyWithStandIn(key, going)),
  });
};

/** The database, all of it. Each step can be repeated. */
const eraseStored = async (deps: EraseDeps, going: Going, now: Date): Promise<void> => {
  const { store } = deps;
  const found = await factsOf(deps, going);
  await store.wins.withdrawErased([...found.facts.goneWinIds], now);
  await noteWork(deps, going, found);
  if (await store.deliveries.isUnderWay(going.userId, [...found.facts.goneWinIds]))
    throw new Error('Something that tells of it is being sent');
  await store.erasures.count(going.id, 'winsDeleted', found.facts.goneWinIds.size);
  await leaveManagers(deps, going, now);
  for (const [name, row] of personalRows())
    await store.erasures.count(going.id, name, await row.erase(store, found.facts));
  // Words to them alone are gone, which counted for who wrote them; and somebody may have read them meanwhile.
  const { userId, standIn } = going;
  await recountTallies(deps, await store.tallies.monthsWith([userId, standIn]));
};

/** What came in meanwhile, say. */
const isAnythingLeft = async ({ store }: EraseDeps, userId: string): Promise<boolean> => {
  if ((await store.tallies.monthsWith([userId])).size > 0) return true;
  for (const [name, row] of personalRows())
    if (name !== 'erasures' && (await row.exportOf(store, userId)).length > 0) return true;
  return false;
};

const goOn = async (deps: EraseDeps, going: Going): Promise<void> => {
  const { store, clock } = deps;
  await eraseStored(deps, going, clock.now());
  await store.erasures.recordErased(going.id, clock.now());
  await followManagers(deps, clock.now());
  const work = await store.erasures.find(going.id);
  if (!work) return;
  await workInSlack(deps, work);
  await recountWins(deps, work.goneWinIds);
  await forgetWins(deps, work.goneWinIds);
  if (await isAnythingLeft(deps, going.userId)) throw new Error('Something came in while it was deleted');
  const told = { key: deliveryKey.erased(going.id), kind: 'erased', userId: going.userId } as const;
  await store.deliveries.plan(told, clock.now());
  await store.erasures.settle(going.id);
  await deps.outbox.deliver(told.key);
};

const delayMs = (error: unknown, tries: number): number =>
  pauseMs(error) ?? (tries === 0 ? soonMs : growingDelayMs(tries - 1));

/** Goes on with one, unless another replica does. What cannot be done now is done later: nothing gives up. */
export const continueErasure = async (deps: EraseDeps, id: string): Promise<void> => {
  const { store, clock, instanceId, logger } = deps;
  const now = clock.now();
  const holder = `${instanceId}:${randomUUID()}`;
  const claimed = await store.erasures.claim(id, holder, now, new Date(now.getTime() + leaseMs));
  if (!claimed) return;
  const { userId, standIn, tries } = claimed;
  if (!userId || !standIn) return store.erasures.settle(id);
  try {
    await goOn(deps, { id, userId, standIn });
  } catch (error) {
    logger.warn({ feature: 'privacy', key: id, tries, err: error }, 'an erasure goes on later');
    await store.erasures.putOff(id, holder, new Date(clock.now().getTime() + delayMs(error, tries)));
  }
};

/** Goes on with all that are due. */
export const eraseDue = async (deps: EraseDeps, now: Date): Promise<void> => {
  for (const { _id } of await deps.store.erasures.due(now)) await continueErasure(deps, _id);
  await deps.store.erasures.forgetPrints(now);
};
