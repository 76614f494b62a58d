import {
  addExtra,
  anHourLater,
  type Deed,
  endWell,
  giveExtra,
  learn,
  makeChange,
  movePlan,
  plan,
  recover,
  seeAgain,
  takeOn,
  tick,
  treat,
} from './lively-systems.ts';

const extra = 'Draw something small beside the name on the bag.';
const callBack = 'calling back by five, whatever we know';

/**
 * What is done on which working day of the month besides telling wins. Little extras are done on Mondays: whenever a
 * calendar month ends, some belong to it. Some of it is still open in the end, for whoever looks.
 */
export const deeds: Readonly<Record<number, readonly Deed[]>> = {
  0: [
    addExtra('mia', extra, '1'),
    giveExtra('mia', extra, 'drew an umbrella beside her name on the bag, and she asked to keep the bag'),
    giveExtra('tom', extra),
  ],
  1: [
    plan('sam', {
      alias: 'Mr Brown',
      clue: 'comes in on foot, in all weathers',
      treat: 'Have his order ready at the door',
      inDays: 2,
    }),
    learn(
      'mia',
      {
        story: 'I rang three times about a repair, and nobody called me back',
        feeling: 'ignored',
        would_help: 'One call, even without an answer',
        us_too: 'unsure',
        verb: 'start',
        change: callBack,
        theme: 'waiting',
      },
      'sam',
      'tom',
      'kai',
    ),
  ],
  3: [
    treat('sam', 'Mr Brown', 'had the order ready at the door when it poured, and he stayed to talk'),
    takeOn('ria', callBack, 5),
  ],
  5: [
    giveExtra('ria', extra),
    plan('tom', {
      alias: 'Mrs Silva',
      clue: 'her son learns to cycle',
      treat: 'Let him choose a bell',
      inDays: 2,
    }),
    recover('lee', {
      helper: 'ria',
      problem: 'late',
      what: 'The spare part came two days late',
      alias: 'Mrs Green',
      knows: 'no',
    }),
    anHourLater,
    tick('lee', 'Mrs Green', 'call', 'listen', 'own'),
  ],
  6: [
    tick('ria', 'Mrs Green', 'offer', 'fixed'),
    movePlan('tom', 'Mrs Silva', 6),
    makeChange('ria', 'We ring back by five, also without an answer'),
  ],
  10: [
    treat(
      'tom',
      'Mrs Silva',
      'let a boy choose the bell for his first bicycle, and heard it all the way down the street',
    ),
    giveExtra('jo', extra),
  ],
  11: [
    endWell('lee', 'Mrs Green', {
      cause: 'promise',
      change: 'We name a day only when it is in the van',
      story: 'The part was late. We called before she did, brought it to her door and said sorry.',
    }),
  ],
  15: [
    giveExtra('sam', extra),
    seeAgain('sam', 'Mr Brown'),
    learn(
      'kai',
      {
        story: 'I had to tell my story to four people, one after the other',
        feeling: 'helpless',
        would_help: 'Whoever takes it first writes it down for the next',
        us_too: 'yes',
        verb: 'stop',
        change: 'asking twice what they told us once',
        theme: 'heard',
      },
      'jo',
      'lee',
    ),
  ],
  17: [
    recover('jo', {
      helper: 'sam',
      problem: 'wrong',
      what: 'We sent the blue one, and it was to be a present',
      alias: 'Mr Ono',
      knows: 'yes',
    }),
    anHourLater,
    tick('jo', 'Mr Ono', 'call'),
    plan('jo', {
      alias: 'Mrs Lee',
      clue: 'plays the piano',
      treat: 'A card with a piano on it, written by hand',
      inDays: 6,
      isShared: true,
    }),
  ],
};
