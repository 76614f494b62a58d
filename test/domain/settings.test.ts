import { expect } from 'chai';
import { loadContent } from '../../src/content/index.ts';
import { readSettings, type SettingFault, type TypedSettings } from '../../src/domain/settings.ts';

const { emojiNames } = loadContent();
const context = { emojiNames, today: '2026-10-07', zone: 'Europe/London' };

/** As the form comes when nothing was decided yet. */
const usual: TypedSettings = {
  wallChannelId: 'CWALL',
  managerIds: ['UANN'],
  nominationEmoji: ':trophy: :star2:',
  exceptionalThreshold: '3',
  digestWeekday: '1',
  digestTime: '09:00',
  noteAt: '09:00',
  zone: 'Europe/London',
  weekends: true,
  country: '',
  dates: '',
  isTeamMode: false,
  hasBoards: true,
  monthGoal: '',
  principleNames: {},
  retentionMonths: '24',
  recoveryBudget: '',
  workingFrom: '09:00',
  workingTo: '17:00',
  remedies: '',
  businessName: '',
  voicePickEvery: '',
  screenNames: 'first',
};

const read = (typed: Partial<TypedSettings>) => readSettings({ ...usual, ...typed }, context);

describe('the form of the settings', () => {
  const values: [what: string, typed: Partial<TypedSettings>, value: object][] = [
    ['the usual emoji when none is given', { nominationEmoji: '' }, { nominationEmoji: ['trophy', 'star2'] }],
    ['the usual threshold when none is given', { exceptionalThreshold: '' }, { exceptionalThreshold: 3 }],
    ["a business's name on one line", { businessName: ' Lee\n& Sons ' }, { businessName: 'Lee & Sons' }],
    ['no name when none is given', { businessName: '\u2800' }, { businessName: undefined }],
    ['one win in ten', { voicePickEvery: '10' }, { voicePickEvery: 10 }],
    ['nobody picked by the bot when it is empty', { voicePickEvery: '' }, { voicePickEvery: undefined }],
    ['no names on screens', { screenNames: 'none' }, { screenNames: 'none' }],
    ['first names on screens when nothing known is chosen', { screenNames: 'x' }, { screenNames: 'first' }],
    ['the lowest threshold', { exceptionalThreshold: '1' }, { exceptionalThreshold: 1 }],
    ['the highest threshold', { exceptionalThreshold: '20' }, { exceptionalThreshold: 20 }],
    ['the zone that is set when none is given', { zone: ' ' }, { zone: 'Europe/London' }],
    ['a city for its zone', { zone: 'tokyo' }, { zone: 'Asia/Tokyo' }],
    [
      'the usual digest when none is given',
      { digestWeekday: undefined, digestTime: '' },
      { digestTime: { weekday: 1, time: '09:00' } },
    ],
    ['the usual hour of the note when none is given', { noteAt: '' }, { noteAt: '09:00' }],
    ['the first hour of the note', { noteAt: '07:00' }, { noteAt: '07:00' }],
    ['the last hour of the note', { noteAt: '19:00' }, { noteAt: '19:00' }],
    [
      'quiet days without those that are over',
      { country: 'Scotland', dates: '2026-10-06, 2026-10-07, 2026-12-24' },
      { quietDays: { weekends: true, country: 'GB-SCT', dates: ['2026-10-07', '2026-12-24'] } },
    ],
    ['a goal', { monthGoal: '40' }, { monthGoal: 40 }],
    ['no goal', { monthGoal: ' ' }, { monthGoal: undefined }],
    ['no end of stories', { retentionMonths: 'Never' }, { retentionMonths: undefined }],
    ['an end of stories in words', { retentionMonths: '36 months' }, { retentionMonths: 36 }],
    ['the usual end of stories when none is given', { retentionMonths: '' }, { retentionMonths: 24 }],
    [
      'own names of principles, without those that are empty',
      { principleNames: { respect: ' Be kind ', 'with-them': ' ' } },
      { principleNames: { respect: 'Be kind' } },
    ],
    [
      'a principle that keeps its usual name by its own words',
      { principleNames: { respect: 'respect' } },
      { principleNames: { respect: 'respect' } },
    ],
    ['the shortest time that stories are kept', { retentionMonths: '3' }, { retentionMonths: 3 }],
    [
      'the usual hours when none are given',
      { workingFrom: '', workingTo: '' },
      { workingHours: { from: '09:00', to: '17:00' } },
    ],
    [
      'what the team offers, a line each and each once',
      { remedies: ' Late : ring first\n\nring first\nlate: ring first\nNB: a card' },
      { remedies: ['late: ring first', 'ring first', 'NB: a card'] },
    ],
    ['a budget', { recoveryBudget: ' £20 each ' }, { recoveryBudget: '£20 each' }],
  ];
  for (const [what, typed, value] of values)
    it(`is read as ${what}`, () => {
      const reading = read(typed);

      expect(reading.kind === 'read' && reading.values).to.deep.include(value);
    });

  const faults: [what: string, typed: Partial<TypedSettings>, fault: Partial<SettingFault>][] = [
    [
      'an emoji that can be none',
      { nominationEmoji: ':a b!:' },
      { field: 'nominationEmoji', kind: 'unreadable' },
    ],
    [
      'eleven emoji',
      { nominationEmoji: Array.from({ length: 11 }, (_, index) => `:own${index}:`).join('') },
      { field: 'nominationEmoji', kind: 'too-many' },
    ],
    [
      'a threshold of none',
      { exceptionalThreshold: '0' },
      { field: 'exceptionalThreshold', kind: 'out-of-range' },
    ],
    [
      'a threshold of 21',
      { exceptionalThreshold: '21' },
      { field: 'exceptionalThreshold', kind: 'out-of-range' },
    ],
    [
      'half a threshold',
      { exceptionalThreshold: '2.5' },
      { field: 'exceptionalThreshold', kind: 'out-of-range' },
    ],
    [
      'a threshold in words',
      { exceptionalThreshold: 'three' },
      { field: 'exceptionalThreshold', kind: 'out-of-range' },
    ],
    ['a weekday that there is not', { digestWeekday: '8' }, { field: 'digestWeekday' }],
    ['a time that there is not', { digestTime: '25:00' }, { field: 'digestTime' }],
    ['an early note', { noteAt: '06:59' }, { field: 'noteAt', kind: 'out-of-range' }],
    ['a late note', { noteAt: '19:01' }, { field: 'noteAt', kind: 'out-of-range' }],
    ['a zone that there is not', { zone: 'Mars' }, { field: 'zone', kind: 'unknown' }],
    ['a country that there is not', { country: 'Atlantis' }, { field: 'country', kind: 'unknown' }],
    ['a day that cannot be read', { dates: 'soon' }, { field: 'dates', kind: 'unreadable' }],
    ['a goal of none', { monthGoal: '0' }, { field: 'monthGoal', kind: 'out-of-range' }],
    [
      'an end of stories at once',
      { retentionMonths: '0' },
      { field: 'retentionMonths', kind: 'out-of-range' },
    ],
    [
      'an end of stories within a quarter',
      { retentionMonths: '2' },
      { field: 'retentionMonths', kind: 'out-of-range' },
    ],
    [
      'an end of stories after 121 months',
      { retentionMonths: '121' },
      { field: 'retentionMonths', kind: 'out-of-range' },
    ],
    [
      'two principles of one name',
      { principleNames: { respect: 'Kind', 'with-them': 'kind' } },
      { field: 'principleNames', kind: 'same-name', principle: 'with-them' },
    ],
    [
      'a principle named as another is usually called',
      { principleNames: { 'about-them': ' RESPECT ' } },
      { field: 'principleNames', kind: 'same-name', principle: 'about-them' },
    ],
    [
      'a principle named as another was before that got its own name',
      { principleNames: { respect: 'Kind', 'about-them': 'Respect' } },
      { field: 'principleNames', kind: 'same-name', principle: 'about-them' },
    ],
    [
      'a principle named as another in other signs',
      { principleNames: { respect: 'Everybody’s  job' } },
      { field: 'principleNames', kind: 'same-name', principle: 'respect' },
    ],
    [
      'a name of a principle that no menu has room for',
      { principleNames: { respect: 'k'.repeat(76) } },
      { field: 'principleNames', kind: 'too-long', principle: 'respect' },
    ],
    ['an end before the beginning', { workingTo: '08:30' }, { field: 'workingTo', kind: 'not-after' }],
    ['an end at the beginning', { workingTo: '09:00' }, { field: 'workingTo', kind: 'not-after' }],
    ['a beginning that there is not', { workingFrom: '9' }, { field: 'workingFrom', kind: 'unreadable' }],
    [
      '21 remedies',
      { remedies: Array.from({ length: 21 }, (_, index) => `offer ${index}`).join('\n') },
      { field: 'remedies', kind: 'too-many' },
    ],
    [
      'a business name of 81 characters',
      { businessName: 'b'.repeat(81) },
      { field: 'businessName', kind: 'too-long' },
    ],
    ...['1', '21', 'two'].map((voicePickEvery): [string, Partial<TypedSettings>, object] => [
      `one win in ${voicePickEvery}`,
      { voicePickEvery },
      { field: 'voicePickEvery', kind: 'out-of-range' },
    ]),
    ['a remedy of 141 characters', { remedies: 'r'.repeat(141) }, { field: 'remedies', kind: 'too-long' }],
    [
      "a customer's address among the remedies",
      { remedies: 'late: write to lee@shop.example' },
      { field: 'remedies', kind: 'customer-data' },
    ],
    [
      'a budget in more words than the form takes',
      { recoveryBudget: 'b'.repeat(10_000) },
      { field: 'recoveryBudget', kind: 'too-long' },
    ],
  ];
  for (const [what, typed, fault] of faults)
    it(`is not read with ${what}`, () => {
      const reading = read(typed);

      expect(reading.kind === 'faulty' && reading.faults).to.have.length(1);
      expect(reading.kind === 'faulty' && reading.faults[0]).to.include(fault);
    });

  it('is told all that is wrong with it at once', () => {
    const reading = read({ exceptionalThreshold: '0', zone: 'Mars', noteAt: '23:00' });

    expect(reading.kind === 'faulty' && reading.faults.map(({ field }) => field)).to.have.members([
      'exceptionalThreshold',
      'zone',
      'noteAt',
    ]);
  });
});
