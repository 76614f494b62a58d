import { type InferSchemaType, Schema } from 'mongoose';
import { type EmojiChange, type Settings, screenNameStyles, settingsDefaults } from '../domain/workspace.ts';

/** What managers have set; what is absent is as it was from the beginning (domain/workspace.ts, `settingsDefaults`). */
export const settingsSchema = new Schema(
  {
    managerIds: { type: [String], default: undefined },
    nominationEmoji: { type: [String], default: undefined },
    /** When emoji began to nominate, or ceased to: kept with each change of `nominationEmoji`. */
    emojiChanges: {
      type: [
        new Schema(
          {
            name: { type: String, required: true },
            nominates: { type: Boolean, required: true },
            at: { type: Date, required: true },
          },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: undefined,
    },
    exceptionalThreshold: Number,
    digestTime: { type: new Schema({ weekday: Number, time: String }, { _id: false, strict: 'throw' }) },
    noteAt: String,
    quietDays: {
      type: new Schema(
        { weekends: Boolean, country: String, dates: { type: [String], default: undefined } },
        { _id: false, strict: 'throw' },
      ),
    },
    isTeamMode: Boolean,
    hasBoards: Boolean,
    monthGoal: Number,
    /** By principle id. */
    principleNames: { type: Map, of: String },
    /** 0 is never: absent is the default. */
    retentionMonths: Number,
    recoveryBudget: String,
    workingHours: { type: new Schema({ from: String, to: String }, { _id: false, strict: 'throw' }) },
    remedies: { type: [String], default: undefined },
    businessName: String,
    voicePickEvery: Number,
    screenNames: { type: String, enum: screenNameStyles },
  },
  { _id: false, strict: 'throw' },
);

type SettingsFields = InferSchemaType<typeof settingsSchema>;

/** Lean documents hold plain objects where the schema has maps. */
export type StoredSettings = Omit<SettingsFields, 'principleNames'> & {
  principleNames?: Record<string, string> | null;
};

export const emojiChangesOf = (stored: StoredSettings | null | undefined): EmojiChange[] =>
  (stored?.emojiChanges ?? []).map(({ name, nominates, at }) => ({ name, nominates, at }));

export const settingsOf = (stored: StoredSettings | null | undefined): Settings => {
  const { digestTime, quietDays, nominationEmoji, principleNames, retentionMonths } = stored ?? {};
  const defaults = settingsDefaults;
  return {
    managerIds: stored?.managerIds ?? undefined,
    nominationEmoji: nominationEmoji ? new Set(nominationEmoji) : defaults.nominationEmoji,
    exceptionalThreshold: stored?.exceptionalThreshold ?? defaults.exceptionalThreshold,
    digestTime: {
      weekday: digestTime?.weekday ?? defaults.digestTime.weekday,
      time: digestTime?.time ?? defaults.digestTime.time,
    },
    noteAt: stored?.noteAt ?? defaults.noteAt,
    quietDays: {
      weekends: quietDays?.weekends ?? defaults.quietDays.weekends,
      country: quietDays?.country ?? undefined,
      dates: quietDays?.dates ?? [],
    },
    isTeamMode: stored?.isTeamMode ?? defaults.isTeamMode,
    hasBoards: stored?.hasBoards ?? defaults.hasBoards,
    monthGoal: stored?.monthGoal ?? undefined,
    principleNames: principleNames ?? {},
    retentionMonths: retentionMonths === 0 ? undefined : (retentionMonths ?? defaults.retentionMonths),
    recoveryBudget: stored?.recoveryBudget ?? undefined,
    workingHours: {
      from: stored?.workingHours?.from ?? defaults.workingHours.from,
      to: stored?.workingHours?.to ?? defaults.workingHours.to,
    },
    remedies: stored?.remedies ?? defaults.remedies,
    businessName: stored?.businessName ?? undefined,
    voicePickEvery: stored?.voicePickEvery ?? undefined,
    screenNames: stored?.screenNames ?? defaults.screenNames,
  };
};
