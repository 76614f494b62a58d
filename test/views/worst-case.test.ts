import { expect } from 'chai';
import { textLimits } from '../../src/content/challenge-packs.ts';
import { maxLineUnits } from '../../src/domain/card.ts';
import type { Box } from '../../src/domain/challenge.ts';
import type { ChallengePack } from '../../src/domain/challenge-pack.ts';
import { ideaChannels, maxIdeaUnits } from '../../src/domain/idea.ts';
import {
  maxAliasUnits,
  maxCostUnits,
  maxOfferUnits,
  maxRecoveryHelpers,
  maxWhatUnits,
  type RecoveryFacts,
} from '../../src/domain/recovery.ts';
import { mostBudgetUnits } from '../../src/domain/settings.ts';
import { escapeSlackText } from '../../src/domain/slack-text.ts';
import { maxWinLength, maxWinUnits, principles } from '../../src/domain/win.ts';
import { settingsDefaults } from '../../src/domain/workspace.ts';
import { apology } from '../../src/views/apology.ts';
import { withCard } from '../../src/views/card/card-announcement.ts';
import { cardForm } from '../../src/views/card/card-form.ts';
import { cardNews } from '../../src/views/card/card-part.ts';
import { thanksForm, thanksInThread } from '../../src/views/card/card-thanks.ts';
import * as forms from '../../src/views/challenge/challenge-form.ts';
import * as letters from '../../src/views/challenge/challenge-letter.ts';
import { challengeProgress } from '../../src/views/challenge/challenge-progress.ts';
import { challengeClosing, challengeInvitation } from '../../src/views/challenge/challenge-wall.ts';
import { nudgeMessage } from '../../src/views/challenge/nudge.ts';
import { digestAnswer, digestMessage } from '../../src/views/digest/digest.ts';
import { managerDigest } from '../../src/views/digest/manager-digest.ts';
import { recogniseForm, recognitionNews } from '../../src/views/digest/recognition.ts';
import { help } from '../../src/views/help.ts';
import { ideaMessage } from '../../src/views/idea/idea.ts';
import { addIdeaAnswer, changeIdeaAnswer } from '../../src/views/idea/idea-answer.ts';
import { ideaForm } from '../../src/views/idea/idea-form.ts';
import { ideaBack, ideaHidden } from '../../src/views/idea/idea-letter.ts';
import { ideaList } from '../../src/views/idea/idea-list.ts';
import { type Message, messageModal } from '../../src/views/message.ts';
import { type MineWin, mineMessage } from '../../src/views/mine/mine.ts';
import { copiedNotice, exceptionalAnnouncement, praise } from '../../src/views/nomination-announcement.ts';
import { nominationAnswer } from '../../src/views/nomination-answer.ts';
import { planDoneForm, planLaterForm, planMoveForm } from '../../src/views/plan/plan-answer-form.ts';
import {
  laterAnswered,
  laterMessage,
  type PlanCard,
  planMade,
  planMessage,
} from '../../src/views/plan/plan-card.ts';
import { planForm } from '../../src/views/plan/plan-form.ts';
import { myPlans, sharedPlans } from '../../src/views/plan/plan-list.ts';
import { givenAnswer, takenBack } from '../../src/views/private-word/private-word-answer.ts';
import { thanksForWord, wordMessage } from '../../src/views/private-word/word.ts';
import {
  planNow,
  recoveryCard,
  recoveryForManagers,
  recoveryModal,
  recoveryOwnerless,
  recoveryToday,
  whatHappened,
} from '../../src/views/recovery/recovery-card.ts';
import { overtakenNotice } from '../../src/views/recovery/recovery-fault.ts';
import {
  formValuesOf,
  recoveryEditForm,
  recoveryForm,
  recoveryTeamForm,
} from '../../src/views/recovery/recovery-form.ts';
import { recoveryPlanForm } from '../../src/views/recovery/recovery-plan-form.ts';
import { reportForm } from '../../src/views/report/report-form.ts';
import { keptForAuthor, reportQuestion, takenDownForAuthor } from '../../src/views/report/report-letter.ts';
import { askForm } from '../../src/views/voice/ask-form.ts';
import { askedView, linkView, meanwhileWords } from '../../src/views/voice/ask-link.ts';
import { askList } from '../../src/views/voice/ask-list.ts';
import { askPreview } from '../../src/views/voice/ask-preview.ts';
import { pickedPart } from '../../src/views/voice/pick-part.ts';
import { wallWelcome } from '../../src/views/wall-start.ts';
import { putBackRefused } from '../../src/views/win/put-back.ts';
import { takeDownForm, takeDownResult, takenDownNotice } from '../../src/views/win/take-down.ts';
import { takenDown, winAnswer } from '../../src/views/win/win-answer.ts';
import { winCard } from '../../src/views/win/win-card.ts';
import { winForm } from '../../src/views/win/win-form.ts';
import { expectValidMessage, expectValidModal } from '../support/block-kit.ts';
import { digest, digestStory } from '../support/digest.ts';

/** As bad as what people type, and are called, can get: each fills its room with something else. */
const fillings: readonly [what: string, unit: string][] = [
  ['letters', 'x'],
  ['what has to be escaped', '&'],
  ['marks', '*_'],
  ['emoji', '🎉'],
  ['emoji of many parts', '👨‍👩‍👧‍👦'],
  ['emoji by name', ':tada:'],
  ['halves of emoji', '\ud83d'],
  ['directions that are not closed', 'a\u202e'],
  ['accents', `a${'\u0301'.repeat(20)}`],
  ['references', '<!channel>'],
  ['words', 'word '],
];

const filled = (unit: string, units: number): string =>
  unit.repeat(Math.ceil(units / unit.length)).slice(0, units);

const worst = (unit: string) => {
  const text = (units: number) => filled(unit, units);
  const name = text(80);
  const people = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ userId: `U${index}`, name }));
  const link = 'https://example.slack.com/archives/C012345/p1790000000000100';
  const typed = text(maxWinUnits);
  const dayOf = (id: string) => {
    const actions = [{ id: 'a', text: text(textLimits.action) }];
    const each = { twoMinutes: actions, tenMinutes: actions, bold: actions };
    return { id, theme: text(textLimits.theme), why: text(textLimits.why), actions: each };
  };
  const pack: ChallengePack = {
    id: 'worst',
    name: text(textLimits.name),
    invitation: text(textLimits.invitation),
    closing: text(textLimits.closing),
    days: ['a', 'b', 'c', 'd', 'e'].map(dayOf),
  };
  const days = pack.days.map(({ id }, index) => ({ dayId: id, on: `2027-10-0${4 + index}` }));
  const boxes: Box[] = ['done', 'open', 'missed', 'not-today', 'future'];
  const runId = '5a7d0f0e-7c56-4f43-9d2b-0d8a4e8e6a11';
  const names = new Map(people(100).map((person) => [person.userId, person.name]));
  /** Slack takes names of a hundred characters for emoji. */
  const look = {
    nominationEmoji: new Set(Array.from({ length: 10 }, (_, index) => `${index}${'x'.repeat(99)}`)),
    principleNames: Object.fromEntries(principles.map((principle) => [principle, text(200)])),
  };
  const details = { customerAlias: name, rung: 'raving-fan', principle: 'everybodys-job' } as const;
  const story = (winId: string) =>
    digestStory(winId, { text: typed, heroes: people(10), nominationCount: 400 });
  const week = digest({
    winCount: 900,
    heroIds: [...names.keys()],
    nominationCount: 9999,
    exceptionalCount: 50,
    exceptional: Array.from({ length: 10 }, (_, index) => story(`w${index}`)),
    story: story('w0'),
    firstTimerCount: 700,
    firstTimers: people(30),
    help: { personCount: 700, people: people(30), places: [] },
    challenge: {
      name: pack.name,
      participantCount: 900,
      finishedCount: 30,
      days: pack.days.map(({ theme }) => ({ theme, doneCount: 800 })),
    },
    extras: {
      month: '2026-10',
      ideas: Array.from({ length: 5 }, (_, index) => ({
        ideaId: `own-${runId}${index}`,
        text: text(maxIdeaUnits),
        doneCount: 9999,
      })),
      story: story('e1'),
    },
    team: {
      memberCount: 900,
      tookPartCount: 3,
      unseenCount: 800,
      unseen: people(8).map((person, index) => ({ person, wins: [story(`a${index}`), story(`b${index}`)] })),
      withoutWins: people(30),
      withoutWinsCount: 700,
    },
  });
  const idea = {
    id: `own-${runId}`,
    text: text(maxIdeaUnits),
    minutes: 60,
    cost: 'small' as const,
    channels: ideaChannels,
    isEffort: true,
    isGift: true,
    isOwn: true,
  };
  const listedIdea = (index: number) => ({
    idea: { ...idea, id: `${idea.id}${index}` },
    authorName: name,
    isMine: false,
    state: 'asleep' as const,
    shownCount: 9999,
    triedCount: 9999,
    doneCount: 9999,
    mayHide: true,
    mayWake: true,
    mayShowAgain: true,
  });
  const stepDone = { at: new Date('2026-10-05T09:00Z'), byId: 'U012345' };
  const recovery = {
    _id: runId,
    openedBy: 'U012345',
    openedAt: stepDone.at,
    what: text(maxWhatUnits),
    problem: 'unreachable',
    customerAlias: text(maxAliasUnits),
    severity: 'serious',
    doesCustomerKnow: false,
    ownerId: 'U1',
    helperIds: people(maxRecoveryHelpers).map(({ userId }) => userId),
    contactDueAt: stepDone.at,
    steps: { listen: stepDone, offer: stepDone },
    offer: text(maxOfferUnits),
    cost: text(maxCostUnits),
    fixBy: '2026-10-08',
    followUpOn: '2026-10-15',
    update: { dueAt: stepDone.at },
    state: 'open',
  } satisfies RecoveryFacts;
  const recoveryShown = { recovery, zone: 'UTC', budget: text(mostBudgetUnits) };
  const recoveryMessage = recoveryCard({
    ...recoveryShown,
    mayWork: true,
    mayChangeTeam: true,
    isOwner: true,
    mayTakeBack: true,
    mayEnd: true,
    mayUndoEnd: true,
    mayTell: true,
  });
  const view = {
    digest: week,
    look,
    workspaceUrl: 'https://example.slack.com/',
    isSoFar: false,
    isTotalsOnly: false,
  };
  const card = {
    winId: runId,
    authorId: 'U99',
    heroIds: people(10).map(({ userId }) => userId),
    helperIds: people(20)
      .slice(10)
      .map(({ userId }) => userId),
    groupNames: people(60).map((person) => `@${person.name}`),
    names,
    postedAt: new Date('2026-10-05T09:00Z'),
    nominationCount: 400,
    exceptionalThreshold: 3,
    ...look,
    original: undefined,
    workspaceUrl: 'https://example.slack.com/',
    ...details,
  };
  const nudge = {
    runId,
    dayId: 'a',
    number: 1,
    of: 5,
    day: dayOf('a'),
    ideas: 7,
    note: text(maxWinUnits),
    reminder: 'offered',
    openUntil: '2027-10-10',
  } as const;
  const closing = { pack, dayCount: 5, participantCount: 900, tookPartCount: 800, doneCount: 4000, look };
  const ownWin: MineWin = {
    ...details,
    story: typed,
    names: people(9).map((person) => person.name),
    nominationCount: 400,
    isExceptional: true,
    postedAt: card.postedAt,
    link,
  };
  const ownTotals = {
    winCount: 10_000,
    nominationCount: 99_999,
    exceptionalCount: 9_000,
    rungs: { smiler: 9_000, hugger: 900, 'raving-fan': 100 },
    principles: Object.fromEntries(principles.map((principle) => [principle, 2_000])),
  };
  const planCard: PlanCard = {
    mayResume: true,
    planId: runId,
    customerAlias: text(80),
    clue: text(300),
    treat: text(500),
    isGift: true,
    size: 'tenMinutes',
    day: '2026-10-07',
    state: 'planned',
    moves: 1,
    note: text(maxWinUnits),
    rungBefore: 'smiler',
    rungAfter: 'raving-fan',
    later: 'up',
    evidence: ['returned', 'recommended', 'said'],
    today: '2026-10-07',
  };
  const messages: Record<string, Message> = {
    'a plan': planMessage(planCard),
    'a plan that is done': planMessage({ ...planCard, state: 'done' }),
    'a plan that was dropped': planMessage({ ...planCard, state: 'dropped' }),
    'a plan that was made': planMade({ ...planCard, moves: 2 }),
    'where a customer is now': laterMessage(planCard),
    'where a customer was said to be': laterAnswered(planCard),
    'all plans of somebody': myPlans(
      Array.from({ length: 10 }, () => planCard),
      true,
    ),
    'plans that are shared': sharedPlans(
      Array.from({ length: 20 }, () => ({ ...planCard, name: text(80), isDone: true })),
    ),
    "somebody's wins": mineMessage({
      totals: ownTotals,
      quarters: ['2026-Q4', '2026-Q3', '2026-Q2', '2026-Q1'].map((quarter) => ({
        quarter,
        totals: ownTotals,
        wins: [ownWin, ownWin, ownWin],
      })),
      helped: { winCount: 900, latest: [ownWin, ownWin, ownWin] },
      given: { winCount: 9_000, personCount: 900, latest: [ownWin, ownWin, ownWin] },
      challenges: ['a', 'b', 'c'].map(() => ({
        name: pack.name,
        days: 'Monday 4 October to Friday 8 October 2027',
        doneCount: 5,
        dayCount: 5,
      })),
      plans: { next: [planCard, planCard, planCard], hasMore: true },
      earlierThan: '2026-Q1',
      isFirst: false,
      showsCounts: true,
      look,
    }),
    'a win that the bot picked': pickedPart(runId, text(60), 20),
    'a win': winCard({ ...card, canAsk: true, text: text(maxWinUnits).replaceAll('<', '&lt;') }),
    'a win that names many': winCard({
      ...card,
      text: people(200)
        .map(({ userId }) => `<@${userId}>`)
        .join(' '),
    }),
    'a win with people in it': winCard({ ...card, heroIds: ['U98'], text: `<@U1> ${'<@U98> '.repeat(200)}` }),
    'the answer to an author': winAnswer({
      winId: runId,
      words: text(60),
      link,
      noLink: undefined,
      credit: {
        isAuthorCredited: true,
        names: people(100).map((person) => person.name),
        leftOut: people(100).map((person) => ({ ...person, why: 'too-many' as const })),
        helperNames: people(100).map((person) => person.name),
        helpersLeftOut: people(100).map((person) => ({ ...person, why: 'hero' as const })),
        fellBackToAuthor: true,
        groups: people(100).map((person) => ({
          name: person.name,
          outcome: 'by-name' as const,
          memberCount: 900,
        })),
        mentionedNames: people(100).map((person) => person.name),
        unrecognised: people(100).map((person) => person.name),
      },
      customerData: ['email', 'phone', 'card', 'account'],
      masked: ['email', 'phone', 'card', 'account'],
      gaps: ['what', 'for-whom', 'how-left'],
    }),
    'a text that is given back': takenDown(runId, text(40_000), { isAuthor: true }),
    'the notice of a win that was taken down': takenDownNotice({
      winId: runId,
      byName: name,
      typed,
      until: new Date(0),
      unwillingName: name,
    }),
    'the question about a win that was reported': reportQuestion({
      winId: runId,
      story: { ...card, text: typed },
      link,
      reasons: Array.from({ length: 9 }, () => text(500)),
      isFolded: true,
    }),
    'the news of a win that managers took down': takenDownForAuthor(text(40_000)),
    'the news of a win that managers kept': keptForAuthor(typed),
    'the offer of a win without somebody': putBackRefused({
      kind: 'only-without',
      winId: runId,
      heroName: name,
      isAuthor: true,
      whom: undefined,
    }),
    'a message that became a win': copiedNotice(
      {
        winId: runId,
        channelId: 'C012345',
        how: 'nominated',
        isHero: true,
        byName: name,
        link,
        isMasked: true,
      },
      look,
    ),
    'an announcement': exceptionalAnnouncement(
      card.heroIds,
      people(900).map((person) => person.name),
      look,
    ),
    praise: praise(
      people(900).map((person) => person.name),
      { link, typed },
      look,
    ),
    'a little extra': ideaMessage({
      kind: 'idea',
      shown: { idea, doneCount: 9999, authorName: name, hides: 'manager', isOfTeam: true },
    }),
    'one that was added': addIdeaAnswer({ kind: 'added', ideaId: idea.id, text: idea.text })!,
    'one that was taken out': changeIdeaAnswer({ kind: 'taken-out', ideaId: idea.id, text: idea.text }),
    'what its author is told': ideaHidden(name, idea.text),
    'what its author is told when it is back': ideaBack(idea.text),
    'a card of what is made right': recoveryMessage,
    'a card of what nobody has begun with': recoveryCard({
      ...recoveryShown,
      recovery: { ...recovery, steps: {} },
      mayWork: true,
      mayChangeTeam: true,
      isOwner: true,
      mayTakeBack: true,
      mayEnd: true,
      mayUndoEnd: true,
      mayTell: true,
    }),
    'what managers read of it': recoveryForManagers(recoveryShown),
    'what managers read of one that nobody owns': recoveryOwnerless(recoveryShown),
    'what is due of it': recoveryToday(recoveryShown, 'you wanted to put it right by Wednesday 30 September'),
    'a word to one person': wordMessage({
      id: `${runId}:U012345`,
      authorName: name,
      text: escapeSlackText(typed),
      isThanked: false,
      ...look,
      ...details,
    }),
    'thanks for it': thanksForWord(name, escapeSlackText(typed)),
    'the answer to its author': givenAnswer({
      wordId: runId,
      readerNames: people(10).map((person) => person.name),
      leftOut: people(100).map((person) => ({ ...person, why: 'too-many' as const })),
    }),
    'what was taken back': takenBack(
      typed,
      people(5).map((person) => person.name),
      people(5).map((person) => person.name),
    ),
    'the answer to a nomination': nominationAnswer('nominated', look)!,
    'a welcome on the wall': wallWelcome(
      {
        ...settingsDefaults,
        zone: 'UTC',
        managerIds: Array.from({ length: 20 }, (_, index) => `U${index}`),
        ...look,
      },
      'UANN',
    ),
    'a digest': digestMessage(view).message,
    'a digest without charts': { ...digestMessage(view).message, blocks: digestMessage(view).fallbackBlocks },
    'the answer with a digest': digestAnswer(view, true).message,
    "the managers' digest": managerDigest(view, 'UNONE', {
      words: {
        now: new Date('2026-10-12T09:00Z'),
        since: undefined,
        lastAt: new Map(people(7).map(({ userId }, index) => [userId, new Date(Date.UTC(2026, index))])),
      },
    }),
    'an invitation': challengeInvitation({ runId, pack, days, participantCount: 900, end: undefined }),
    'a closing': challengeClosing({
      ...closing,
      stories: people(40).map((person) => ({
        heroNames: [`${person.userId} ${person.name}`],
        text: typed,
        link,
        nominationCount: 9,
      })),
      completeIds: people(900).map(({ userId }) => userId),
    }),
    'a closing with long heroes': challengeClosing({
      ...closing,
      stories: [
        { heroNames: people(10).map((person) => person.name), text: typed, link, nominationCount: 0 },
      ],
      completeIds: [],
    }),
    'an announcement with its card': withCard(
      exceptionalAnnouncement(
        card.heroIds,
        people(900).map((person) => person.name),
        look,
      ),
      { winId: runId, signerCount: 900 },
    ),
    'a card': cardNews(
      ['a', 'b', 'c'].map((winId) => ({
        story: { excerpt: text(160), link: `${link}${winId}` },
        signed: people(33).map((person) => ({ name: person.name, text: text(maxLineUnits) })),
      })),
      { partKey: runId, thanks: text(maxLineUnits) },
    ),
    'a recognition': recognitionNews(name, text(maxLineUnits), { excerpt: text(160), link }),
    'thanks in a thread': thanksInThread(name, text(maxLineUnits)),
    'a certificate': letters.certificate({ pack, days }, name),
    'a moved challenge': letters.challengeMoved({ pack, days }, '09:00'),
    'a cancelled challenge': letters.challengeCancelled({ pack, days }, { by: 'U1', why: text(500) }),
    'the question': letters.challengeQuestion(pack, '2027-10-04'),
    'the question once more': letters.challengeReminder(pack, '2027-10-04'),
    'its answer': letters.questionAnswered({ kind: 'started', by: 'U1', pack, days }, 'U2'),
    'a planned challenge': letters.challengePlanned(
      { pack, days },
      { nudgeAt: '09:00', invitation: 'on-friday', isNew: true },
    ),
    help: help(
      { wallChannelId: 'C012345', exceptionalThreshold: 3, ...look },
      Array.from({ length: 40 }, () =>
        text(200)
          .replace(/[<>&]/g, ' ')
          .toWellFormed()
          .replace(/\u202e/g, ''),
      ),
    ),
    ...Object.fromEntries(
      (['nudge', 'reminder'] as const).flatMap((kind) =>
        (['open', 'not-today', 'done'] as const).map((state) => [
          `a ${kind} that is ${state}`,
          nudgeMessage({ ...nudge, kind, state }),
        ]),
      ),
    ),
    ...Object.fromEntries(
      [true, false].map((isIn) => [
        `progress of somebody who is ${isIn ? 'in' : 'not in'}`,
        challengeProgress({
          runId,
          pack,
          days: days.map((day, index) => ({ ...day, box: boxes[index]! })),
          isIn,
          participantCount: 900,
          openUntil: '2027-10-10',
          nudgeAt: '09:00',
          isManager: true,
        }),
      ]),
    ),
  };
  const metadata = '{}';
  const plan = {
    metadata,
    packs: [pack],
    packId: pack.id,
    startDay: '2027-10-04',
    nudgeAt: '09:00',
    isAnnounced: true,
  };
  const values = {
    metadata,
    ...look,
    userIds: card.heroIds,
    typed,
    customerData: ['email'],
    ...details,
  } as const;
  const answered = { metadata, card: planCard, customerData: ['email'] } as const;
  const planModals = {
    'the form for a plan': planForm({
      ...planCard,
      metadata,
      isShared: true,
      fills: 1,
      extras: ['a', 'b', 'c'].map((id) => ({ id, text: text(400), minutes: 10, isGift: true })),
      theme: text(75),
      hasPlans: true,
      hasShared: true,
      customerData: ['email'],
    }),
    'the form for a plan that is done': planDoneForm({
      ...answered,
      card: { ...planCard, customerAlias: undefined },
      typed,
      customerAlias: text(80),
      rungAfter: 'hugger',
      isWin: true,
    }),
    'the form for moving a plan': planMoveForm({ metadata, card: planCard, day: '2026-10-08' }),
    'the form for where a customer is': planLaterForm(metadata, planCard),
  };
  const asked = { winId: runId, linkMadeAt: new Date('2026-10-07T12:00:00Z') };
  const modals = {
    'the form for a win': winForm({ kind: 'compose', ...values, userIds: card.heroIds.slice(1) }),
    'the card of what is made right': recoveryModal(recoveryMessage, { isNew: true }),
    'the form for making right': recoveryForm({
      metadata,
      customerData: ['email', 'phone', 'card', 'account'],
      own: { shown: Array.from({ length: 10 }, () => recoveryShown), others: 9 },
      ...formValuesOf(recovery),
      ownerId: 'U1',
      helperIds: recovery.helperIds,
    }),
    'the form for writing it anew': recoveryEditForm({
      metadata,
      customerData: ['email'],
      notice: overtakenNotice(whatHappened(recovery)),
      ...formValuesOf(recovery),
    }),
    'the form for who works on it': recoveryTeamForm({
      metadata,
      ownerId: 'U1',
      helperIds: recovery.helperIds,
    }),
    'the form for offer and days': recoveryPlanForm({
      metadata,
      customerData: ['email'],
      notice: overtakenNotice(planNow(recoveryShown)),
      budget: recoveryShown.budget,
      offer: recovery.offer,
      cost: recovery.cost,
      fixBy: recovery.fixBy,
      followUpOn: recovery.followUpOn,
      update: { day: '2026-10-08', time: '10:00' },
    }),
    'the form for changing a win': winForm({ kind: 'change', ...values }),
    'the form for a challenge': forms.challengeStartForm(plan),
    'the form for moving a challenge': forms.challengeChangeForm(plan),
    'the form for calling it off': forms.challengeCancelForm(metadata, pack, 900),
    'the form for a day': forms.challengeDoneForm({
      metadata,
      day: dayOf('a'),
      typed,
      isWin: true,
      customerData: ['email'],
    }),
    'the form for a card': cardForm({
      ...values,
      winId: runId,
      heroNames: people(10).map((person) => person.name),
      excerpt: text(160),
      isSigned: true,
    }),
    'the form for recognising': recogniseForm({
      ...values,
      chosenId: 'w1',
      wins: Array.from({ length: 20 }, (_, index) => ({
        winId: `w${index}`,
        heroNames: people(10).map((person) => person.name),
        excerpt: text(160),
      })),
    }),
    'the form for a little extra': ideaForm({
      metadata,
      typed: idea.text,
      minutes: '60',
      channels: ideaChannels,
      customerData: ['email', 'card', 'phone', 'account'],
    }),
    "the team's own extras": messageModal(
      'Our own',
      ideaList({
        ideas: Array.from({ length: 8 }, (_, index) => listedIdea(index)),
        page: 1,
        pageCount: 60,
      }),
    ),
    'the form for asking a customer': askForm({
      metadata,
      words: text(60),
      question: text(60),
      moment: text(150),
      customerAlias: text(80),
      askedDaysAgo: 89,
      customerData: ['email', 'card', 'phone', 'account'],
    }),
    'what the customer will see': askPreview({
      metadata,
      businessName: text(80),
      moment: text(150),
      says: {
        question: text(60),
        answers: { 'not-really': text(60), helped: text(60), 'made-my-day': text(60) },
      },
      customerAlias: text(80),
      askedDaysAgo: 89,
      notice: meanwhileWords({ askedBy: 'U1' }, 'U2'),
      isAnother: true,
    }),
    'a link for a customer': linkView({ ...asked, link }, { kind: 'shown', url: link }),
    'a customer who was asked': askedView({
      ...asked,
      askedBy: 'U1',
      reader: 'U2',
      daysAgo: 27,
      moment: text(150),
      customerAlias: text(80),
      isEnded: true,
      notice: meanwhileWords({ askedBy: 'U1' }, 'U2'),
    }),
    'the wins to ask about': askList({
      lines: Array.from({ length: 15 }, () => ({
        winId: runId,
        words: text(60),
        postedDaysAgo: 27,
        customerAlias: text(80),
        asked: { daysAgo: 20, state: 'ended' as const },
      })),
      hasMore: true,
      every: 20,
    }),
    'the form for thanks': thanksForm(values),
    'the form for a report': reportForm(typed, metadata),
    'the question before a win is taken down': takeDownForm(9999, metadata),
    'what came of it': takeDownResult(takenDown(runId, typed, { isAuthor: true })),
    'the apology': apology.modal,
  };
  return { messages, modals: { ...modals, ...planModals } };
};

/** Slack takes no more when a message is updated. */
const updated = /^a win|^a nudge|^a reminder|^an announcement|^an invitation/;

for (const [what, unit] of fillings)
  describe(`what is sent when everything is full of ${what}`, () => {
    const { messages, modals } = worst(unit);
    for (const [name, message] of Object.entries(messages))
      it(`keeps to Slack's limits in ${name}`, () => {
        expectValidMessage(message);
        expect(message.text).not.to.match(/<!(?!date\^)/);
        if (updated.test(name)) expect(message.text).to.have.length.at.most(4000);
      });
    for (const [name, modal] of Object.entries(modals))
      it(`keeps to Slack's limits in ${name}`, () => {
        expectValidModal(modal);
      });
  });

describe('the longest win', () => {
  for (const unit of ['x', '&', '🎉'])
    it(`is shown whole when it is made of ${unit}`, () => {
      const text = filled(unit, Math.min(maxWinLength * unit.length, maxWinUnits));
      const { messages } = worst(unit);

      expect(JSON.stringify(messages['a win']!.blocks)).to.contain(text.slice(0, 1000));
    });
});
