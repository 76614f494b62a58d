import { useEffect } from 'preact/hooks';
import type { View } from '../../src/answers.ts';
import { Blocks } from '../blocks/block.tsx';
import { act } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { useForm } from '../modal/form.ts';

const Shown = ({ view }: { view: View }) => (
  <Blocks blocks={view.view.blocks} surface={useForm(view).surface} />
);

/** The app's Home tab, which the bot fills when a person opens it. */
export const Home = () => {
  const { state, me, app, attempt } = useSandbox();
  const home = state.views.find(({ type, user }) => type === 'home' && user === me.id);
  useEffect(() => {
    if (app.hasHomeTab) void attempt(() => act('open-home', { user: me.id }));
  }, [me.id, app.hasHomeTab]);
  return (
    <section class="home messages" aria-label={`Home of ${app.name}`}>
      {home ? (
        <Shown key={home.id} view={home} />
      ) : (
        <p class="empty">
          {app.name} has nothing here for {me.realName} yet.
        </p>
      )}
    </section>
  );
};
