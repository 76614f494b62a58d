/** Every id that Slack sends back to us. Frozen once shipped: messages of years ago still carry them. */
export const commandIds = { brag: '/brag' } as const;

export const shortcutIds = { brag: 'win.brag', putOnWall: 'nomination.put_on_wall' } as const;

export const actionIds = {
  noteChange: 'note.change',
  noteWake: 'note.wake',
  settingsOpen: 'settings.open',
  settingsHistory: 'settings.history',
  settingsHistoryPage: 'settings.history_page',
  nominate: 'nomination.toggle',
  whoNominated: 'nomination.who',
  cardSign: 'card.sign',
  cardRemove: 'card.remove',
  cardThank: 'card.thank',
  winMore: 'win.more',
  winEdit: 'win.edit',
  winChoosePeople: 'win.choose_people',
  winTakeDown: 'win.take_down',
  winAddDetails: 'win.add_details',
  winMask: 'win.mask',
  bragMeant: 'brag.meant',
  bragPost: 'brag.post',
  winAdd: 'win.add',
  winPutBack: 'win.put_back',
  winPutBackWithout: 'win.put_back_without',
  privateWordTakeBack: 'private_word.take_back',
  privateWordThank: 'private_word.thank',
  privateWordPutAway: 'private_word.put_away',
  homeBrag: 'home.brag',
  homeHelp: 'home.help',
  homeManagers: 'home.managers',
  homeDigest: 'home.digest',
  homeChallenge: 'home.challenge',
  wallChoose: 'wall.choose',
  wallAppoint: 'wall.appoint',
  wallStart: 'wall.start',
  digestManagers: 'digest.managers',
  challengeJoin: 'challenge.join',
  challengeLeave: 'challenge.leave',
  challengeDone: 'challenge.done',
  challengeIdea: 'challenge.idea',
  challengeRemind: 'challenge.remind',
  challengeNotToday: 'challenge.not_today',
  challengeStart: 'challenge.start',
  challengeChange: 'challenge.change',
  challengeCancel: 'challenge.cancel',
  challengeAskStart: 'challenge_ask.start',
  challengeAskOther: 'challenge_ask.other_week',
  challengeAskDecline: 'challenge_ask.decline',
} as const;

export const callbackIds = {
  settings: 'settings.save',
  noteChange: 'note.change',
  winCompose: 'win.compose',
  winChange: 'win.change',
  winDetails: 'win.details',
  winAnswer: 'win.answer',
  winTakeDown: 'win.take_down',
  nominationPutOnWall: 'nomination.put_on_wall',
  cardSign: 'card.sign',
  cardThank: 'card.thank',
  challengeStart: 'challenge.start',
  challengeChange: 'challenge.change',
  challengeCancel: 'challenge.cancel',
  challengeDone: 'challenge.done',
} as const;

/** The input in every block of a form. */
export const inputId = 'value';

/** Blocks of the form for a win. */
export const winFormIds = {
  text: 'win_text',
  people: 'win_people',
  helpers: 'win_helpers',
  onlyToThem: 'win_only_to_them',
  customer: 'win_customer',
  rung: 'win_rung',
  principle: 'win_principle',
  customerData: 'win_customer_data',
} as const;

/** Blocks of the forms of a card. */
export const cardFormIds = { line: 'card_line', thanks: 'card_thanks' } as const;

/** A block of the form for the settings. What a newer version shows takes the place of what was typed into an older. */
export const settingBlockId = (field: string, version: number): string => `settings_${field}:${version}`;

/** Blocks of the form for what a person gets. */
export const whatIGetIds = {
  topics: 'note_topics',
  snooze: 'note_snooze',
  until: 'note_until',
  silent: 'note_silent',
  answers: 'note_answers',
} as const;

/** Blocks of what is asked when the bot comes. */
export const wallStartIds = {
  managers: 'wall_start_managers',
  weekday: 'wall_start_weekday',
  time: 'wall_start_time',
} as const;

/** Blocks of the forms of a challenge. */
export const challengeFormIds = {
  pack: 'challenge_pack',
  startDay: 'challenge_start_day',
  nudgeAt: 'challenge_nudge_at',
  announce: 'challenge_announce',
  why: 'challenge_why',
  note: 'challenge_note',
  win: 'challenge_win',
} as const;

/** The event type of the metadata by which the bot finds its own messages again. */
export const deliveryMetadataType = 'brag_wall_delivery';
