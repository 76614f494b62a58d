import { useWritable } from './conversation/conversation.tsx';
import { focusComposer } from './conversation/focus-composer.ts';
import { conversationIn } from './conversation/place.ts';
import { useSandbox } from './live/sandbox.ts';

/** Past the people, the channels and all messages; a press, because the address says where one is. */
export const SkipLink = () => {
  const sandbox = useSandbox();
  const canWrite = useWritable(conversationIn(sandbox).channel);
  const toField = canWrite && sandbox.place.at !== 'home';
  const skip = () => {
    const main = document.querySelector<HTMLElement>('main');
    if (toField) focusComposer(main);
    else (main?.querySelector<HTMLElement>('.messages[tabindex]') ?? main)?.focus();
  };
  return (
    <button type="button" class="skip" onClick={skip}>
      {toField ? 'Skip to the message field' : 'Skip to the main content'}
    </button>
  );
};
