import { type Connection, type InferSchemaType, Schema } from 'mongoose';
import type { LostWall } from '../domain/workspace.ts';
import { schemaOptions } from './schema-options.ts';
import { pendingChangeSchema } from './setting-change.ts';
import { settingsSchema } from './workspace-settings.ts';

const lostWall = new Schema(
  {
    channelId: String,
    at: Date,
    why: String,
    lookedAt: Date,
    /** When to look whether it is there again, and how often that was done in vain. */
    lookAt: Date,
    looks: Number,
  },
  { _id: false },
);

const schema = new Schema(
  {
    /** The Slack workspace's id. */
    _id: { type: String, required: true },
    /** When the bot first came: it saw nothing from before. */
    metAt: Date,
    /** When the bot was last known to be installed there, and when it was last told that it is not. */
    installedAt: Date,
    uninstalledAt: Date,
    /** Channels that have another id now, followed until then; and when to do so next. */
    movedChannels: {
      type: [new Schema({ from: String, to: String, until: Date }, { _id: false, strict: 'throw' })],
      default: undefined,
    },
    followChannelsAt: Date,
    /** Its managers are to be told that they can choose who leads the team. */
    owesChoice: Boolean,
    /** What it is called in Slack, as it was when the bot last started. */
    slackName: String,
    /** The channel where wins appear; absent until there is one, and again after it is lost. */
    wallChannelId: String,
    /** The last wall that was lost, so that it is the wall again when it comes back. */
    lostWall: { type: lostWall },
    /** The same once it is the wall again, until something is posted there. */
    doubtedWall: { type: lostWall },
    /** IANA name: decides where the workspace's days and weeks begin. */
    timeZone: String,
    settings: { type: settingsSchema },
    /** Counts the changes of its settings, so that of two at the same moment one is shown the other's. */
    settingsVersion: Number,
    /** The version of its settings that the wall's hello shows. */
    helloVersion: Number,
    /** Changes that are not in the history yet (`settingchanges`), and since when. */
    pendingChanges: { type: [pendingChangeSchema], default: undefined },
    followSettingsAt: Date,
    /** From which links are made that are the same each time (operations/challenge/certificate-link.ts). */
    linkSecret: String,
    /** When its recent wins were last compared with Slack, and its channels last listed for missed nominations. */
    reconciledAt: Date,
    channelsListedAt: Date,
    /** When it was last looked whether its managers are still there. */
    managersLookedAt: Date,
    /** When the running totals of its recent wins were last made anew, whatever they were. */
    talliesLookedAt: Date,
    /** The newest week whose digest is made, or that began before the bot came; and when the next one is due. */
    lastClosedWeek: String,
    nextDigestAt: Date,
    /** When to look next for stories that are too old to be kept. */
    nextRetentionAt: Date,
    /**
     * When to look whether the managers are to be asked about Customer Service Week. Earlier versions asked later, and
     * wrote that as `nextAskAt`: nothing goes by it.
     */
    nextQuestionAt: Date,
  },
  { ...schemaOptions, collection: 'workspaces' },
);

schema.index({ nextDigestAt: 1 });
schema.index({ nextQuestionAt: 1 });
schema.index({ nextRetentionAt: 1 });
schema.index({ reconciledAt: 1 });
schema.index({ channelsListedAt: 1 });
schema.index({ managersLookedAt: 1 });
schema.index({ talliesLookedAt: 1 });
schema.index({ followChannelsAt: 1 }, { partialFilterExpression: { followChannelsAt: { $exists: true } } });
schema.index({ followSettingsAt: 1 }, { partialFilterExpression: { followSettingsAt: { $exists: true } } });
schema.index({ 'lostWall.lookAt': 1 }, { partialFilterExpression: { 'lostWall.lookAt': { $exists: true } } });

export type WorkspaceFields = InferSchemaType<typeof schema>;
export const workspaceModel = (connection: Connection) => connection.model('Workspace', schema);
export type WorkspaceModel = ReturnType<typeof workspaceModel>;

export const noWall = { wallChannelId: { $exists: false } } as const;

export const lostWallOf = (lost: WorkspaceFields['lostWall']): LostWall | undefined =>
  lost?.channelId
    ? {
        channelId: lost.channelId,
        why: lost.why ?? '',
        at: lost.at ?? new Date(0),
        lookedAt: lost.lookedAt ?? undefined,
      }
    : undefined;
