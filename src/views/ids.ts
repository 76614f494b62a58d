/** Every id that Slack sends back to us. Frozen once shipped: messages of years ago still carry them. */
export const commandIds = { brag: '/brag' } as const;

export const shortcutIds = { brag: 'win.brag', putOnWall: 'nomination.put_on_wall' } as const;

export const actionIds = {
  noteChange: 'note.change',
  noteWake: 'note.wake',
  privacyOpen: 'privacy.open',
  privacyExport: 'privacy.export',
  privacyDelete: 'privacy.delete',
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
  bragMenu: 'brag.menu',
  ideaOpen: 'idea.open',
  ideaAnother: 'idea.another',
  ideaAdd: 'idea.add',
  ideaList: 'idea.list',
  ideaPage: 'idea.page',
  ideaNextPage: 'idea.next_page',
  ideaHide: 'idea.hide',
  ideaShowAgain: 'idea.show_again',
  ideaWake: 'idea.wake',
  planOpen: 'plan.open',
  planTry: 'plan.try',
  planTake: 'plan.take',
  planOthers: 'plan.others',
  planMine: 'plan.mine',
  planShared: 'plan.shared',
  planDone: 'plan.done',
  planMove: 'plan.move',
  planDrop: 'plan.drop',
  planBringBack: 'plan.bring_back',
  planResume: 'plan.resume',
  planLater: 'plan.later',
  planSurprise: 'plan.surprise',
  planPutAway: 'plan.put_away',
  planDay: 'plan.day',
  recoveryOpen: 'recovery.open',
  lessonOpen: 'lesson.open',
  lessonDraft: 'lesson.draft',
  lessonShare: 'lesson.share',
  lessonEdit: 'lesson.edit',
  lessonDiscard: 'lesson.discard',
  lessonAgree: 'lesson.agree',
  lessonTake: 'lesson.take',
  lessonMore: 'lesson.more',
  lessonDone: 'lesson.done',
  lessonMove: 'lesson.move',
  lessonGiveBack: 'lesson.give_back',
  lessonResume: 'lesson.resume',
  lessonTheme: 'lesson.theme',
  winAdd: 'win.add',
  homeMine: 'home.mine',
  winPutBack: 'win.put_back',
  winPutBackWithout: 'win.put_back_without',
  privateWordTakeBack: 'private_word.take_back',
  privateWordThank: 'private_word.thank',
  privateWordPutAway: 'private_word.put_away',
  reportKeep: 'report.keep',
  reportTakeDown: 'report.take_down',
  homeBrag: 'home.brag',
  homeHelp: 'home.help',
  homeManagers: 'home.managers',
  homeDigest: 'home.digest',
  homeChallenge: 'home.challenge',
  homeBoard: 'home.board',
  boardPeriod: 'board.period',
  minePage: 'mine.page',
  mineNewest: 'mine.newest',
  mineReview: 'mine.review',
  wallChoose: 'wall.choose',
  wallAppoint: 'wall.appoint',
  wallStart: 'wall.start',
  digestManagers: 'digest.managers',
  digestRecognise: 'digest.recognise',
  digestRecogniseUndo: 'digest.recognise_undo',
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
  recoveryShow: 'recovery.show',
  recoveryTick: 'recovery.tick',
  recoveryUntick: 'recovery.untick',
  recoverySay: 'recovery.say',
  recoveryUnsay: 'recovery.unsay',
  recoveryPlan: 'recovery.plan',
  recoveryTeam: 'recovery.team',
  recoveryEdit: 'recovery.edit',
  recoveryTakeBack: 'recovery.take_back',
  recoveryTakeOver: 'recovery.take_over',
  recoveryWords: 'recovery.words',
  recoveryYes: 'recovery.yes',
  recoveryNo: 'recovery.no',
  recoveryLater: 'recovery.later',
  recoveryUnclose: 'recovery.unclose',
  recoveryUnreopen: 'recovery.unreopen',
  recoveryList: 'recovery.list',
  recoveryStory: 'recovery.story',
  voiceAsk: 'voice.ask',
  voiceWords: 'voice.words',
  voiceNewLink: 'voice.new_link',
  voiceTakeBack: 'voice.take_back',
  voiceMakeRight: 'voice.make_right',
  screenOpen: 'screen.open',
  screenRemove: 'screen.remove',
} as const;

export const callbackIds = {
  privacyDelete: 'privacy.delete',
  settings: 'settings.save',
  noteChange: 'note.change',
  /** Of forms that an earlier version opened. */
  winCompose: 'win.compose',
  /** No earlier version takes it: it would put on the wall what is only for somebody. */
  winComposeOrTell: 'win.compose_or_tell',
  winChange: 'win.change',
  winDetails: 'win.details',
  winTakeDown: 'win.take_down',
  report: 'report.file',
  nominationPutOnWall: 'nomination.put_on_wall',
  cardSign: 'card.sign',
  cardThank: 'card.thank',
  planSave: 'plan.save',
  planDone: 'plan.done',
  planMove: 'plan.move',
  planLater: 'plan.later',
  challengeStart: 'challenge.start',
  challengeChange: 'challenge.change',
  challengeCancel: 'challenge.cancel',
  challengeDone: 'challenge.done',
  digestRecognise: 'digest.recognise',
  ideaAdd: 'idea.add',
  mineReview: 'mine.review',
  recoveryOpen: 'recovery.open',
  recoveryEdit: 'recovery.edit',
  recoveryPlan: 'recovery.plan',
  recoveryTeam: 'recovery.team',
  recoveryClose: 'recovery.close',
  recoveryStory: 'recovery.story',
  voiceMakeRight: 'voice.make_right',
  lesson: 'lesson.save',
  lessonTake: 'lesson.take',
  lessonMove: 'lesson.move',
  lessonDone: 'lesson.done',
  voiceAsk: 'voice.ask',
  voiceLink: 'voice.link',
  screenNew: 'screen.new',
} as const;

/** Of what is answered over Home: nothing of it is sent. */
export const answerModalId = 'win.answer';

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

/** The block of the form in which a win is reported. */
export const reportFormIds = { reason: 'report_reason' } as const;

/** Blocks of the forms of a card. */
export const cardFormIds = { line: 'card_line', thanks: 'card_thanks' } as const;

/** Blocks of the form in which a manager recognises a win. */
export const recognitionFormIds = { win: 'recognition_win', reason: 'recognition_reason' } as const;

/** A block of the form for the settings. What a newer version shows takes the place of what was typed into an older. */
export const settingBlockId = (field: string, version: number): string => `settings_${field}:${version}`;

/** Blocks of the form for what a person gets. */
export const whatIGetIds = {
  topics: 'note_topics',
  snooze: 'note_snooze',
  until: 'note_until',
  silent: 'note_silent',
  board: 'note_board',
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

/**
 * Blocks of the forms of a plan. What the bot fills in takes the place of what was typed: Slack keeps that under the same
 * id, so those that are filled in have the number of times that they were.
 */
export const planFormIds = {
  customer: 'plan_customer',
  clue: 'plan_clue',
  rung: 'plan_rung',
  treat: (fills: number) => `plan_treat:${fills}`,
  size: (fills: number) => `plan_size:${fills}`,
  day: 'plan_day',
  share: 'plan_share',
  note: 'plan_note',
  win: 'plan_win',
  stand: 'plan_stand',
  evidence: 'plan_evidence',
} as const;

/** Blocks of the forms for what is made right. */
export const recoveryFormIds = {
  problem: 'recovery_problem',
  what: 'recovery_what',
  customer: 'recovery_customer',
  severity: 'recovery_severity',
  knows: 'recovery_knows',
  owner: 'recovery_owner',
  helpers: 'recovery_helpers',
  offer: 'recovery_offer',
  cost: 'recovery_cost',
  fixBy: 'recovery_fix_by',
  followUpOn: 'recovery_follow_up_on',
  updateDay: 'recovery_update_day',
  updateTime: 'recovery_update_time',
  cause: 'recovery_cause',
  story: 'recovery_story',
  change: 'recovery_change',
} as const;

/** Blocks of the form in which somebody adds a little extra. */
export const ideaFormIds = {
  text: 'idea_text',
  minutes: 'idea_minutes',
  channels: 'idea_channels',
} as const;

/** Blocks of the forms of a lesson. */
export const lessonFormIds = {
  story: 'lesson_story',
  feeling: 'lesson_feeling',
  wouldHelp: 'lesson_would_help',
  usToo: 'lesson_us_too',
  verb: 'lesson_verb',
  change: 'lesson_change',
  theme: 'lesson_theme',
  day: 'lesson_day',
  changed: 'lesson_changed',
} as const;

/** Blocks of the form in which somebody asks a customer. */
export const voiceFormIds = { moment: 'voice_moment', customer: 'voice_customer' } as const;

/** Blocks of the form in which a screen is named. Numbered, since Slack keeps what was typed under the same id. */
export const screenFormIds = { name: (screens: number) => `screen_name:${screens}` } as const;

/** Blocks of the form for files for a review. */
export const mineFormIds = { period: 'mine_period' } as const;

/** The event type of the metadata by which the bot finds its own messages again. */
export const deliveryMetadataType = 'brag_wall_delivery';
