import type { ViewPayload } from '../answers.ts';
import type { Block, TextObject } from '../block-kit.ts';
import { type JsonObject, objectsIn, stringIn } from '../json.ts';
import type { World } from '../world.ts';
import { initialValues } from './element-state.ts';
import type { ViewRecord } from './types.ts';

interface NewView {
  user: string;
  view: JsonObject;
  /** The modal onto which this one is put. */
  onto?: ViewRecord;
  /** The conversation in which the person asked for it. */
  here?: string | undefined;
}

export const createView = (world: World, { user, view, onto, here = onto?.here }: NewView): ViewRecord => {
  const { workspace } = world;
  const id = workspace.newId('V');
  const record: ViewRecord = {
    id,
    user,
    type: view.type === 'home' ? 'home' : 'modal',
    open: true,
    view,
    hash: hashOf(world),
    rootId: onto?.rootId ?? id,
    ...(onto && { previousId: onto.id }),
    ...(here && { here }),
    values: initialValues(objectsIn(view.blocks), { here }),
  };
  workspace.views.set(id, record);
  world.changes.mark('views', record);
  return record;
};

const hashOf = (world: World) =>
  `${Math.floor(world.clock.ms() / 1000)}.${world.workspace.newId('').slice(0, 8)}`;

/** What was typed stays in inputs whose block and action ids stay. */
export const replaceView = (world: World, record: ViewRecord, view: JsonObject): void => {
  record.view = view;
  record.hash = hashOf(world);
  const { values: previous, here } = record;
  record.values = initialValues(objectsIn(view.blocks), { previous, here });
  delete record.errors;
  world.changes.mark('views', record);
};

export const closeView = (world: World, record: ViewRecord): void => {
  record.open = false;
  world.changes.mark('views', record);
};

/** The modal and all that are stacked with it. */
export const viewStack = (world: World, record: ViewRecord): ViewRecord[] =>
  [...world.workspace.views.values()].filter((view) => view.open && view.rootId === record.rootId);

export const homeOf = (world: World, userId: string): ViewRecord | undefined =>
  [...world.workspace.views.values()].find((view) => view.type === 'home' && view.user === userId);

/** What the bot left out is there with Slack's defaults; what it sent is shown as it was sent. */
export const viewJson = (world: World, record: ViewRecord): ViewPayload => {
  const { team, bot } = world.workspace;
  const { view } = record;
  return {
    id: record.id,
    team_id: team.id,
    type: record.type,
    blocks: view.blocks as Block[],
    private_metadata: stringIn(view.private_metadata) ?? '',
    callback_id: stringIn(view.callback_id) ?? '',
    state: { values: record.values },
    hash: record.hash,
    title: (view.title ?? { type: 'plain_text', text: 'View Title', emoji: true }) as TextObject,
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
    close: (view.close ?? null) as TextObject | null,
    submit: (view.submit ?? null) as TextObject | null,
    previous_view_id: record.previousId ?? null,
    root_view_id: record.rootId,
    app_id: bot.appId,
    external_id: stringIn(view.external_id) ?? '',
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  };
};
