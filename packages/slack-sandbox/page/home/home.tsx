import { useRef } from 'preact/hooks';
import type { View } from '../../src/answers.ts';
import { Blocks } from '../blocks/block.tsx';
import { useKeptFocus } from '../conversation/kept-focus.ts';
import { useSandbox } from '../live/sandbox.ts';
import { useForm } from '../modal/form.ts';
import { useOpened } from './opened.ts';

const Shown = ({ view }: { view: View }) => (
  <Blocks blocks={view.view.blocks} surface={useForm(view, 'h2').surface} />
);

/** The app's Home tab, which the bot fills when a person opens it. It can be scrolled by keyboard, whatever is in it. */
export const Home = () => {
  const { state, me, app } = useSandbox();
  const home = state.views.find(({ type, user }) => type === 'home' && user === me.id);
  const section = useRef<HTMLElement>(null);
  useOpened('home');
  useKeptFocus(section, () => section.current?.focus());
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section ref={section} class="home messages" aria-label={`Home of ${app.name}`} tabIndex={0}>
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
