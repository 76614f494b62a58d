import { useRef, useState } from 'preact/hooks';
import { act, failureOf } from '../live/act.ts';
import { useSandbox } from '../live/sandbox.ts';
import { MenuItem, Popover } from '../popover.tsx';
import { useUniqueId } from '../unique-id.ts';
import { suggestionsFor, wordBefore } from './completion.ts';
import { EmojiGrid } from './emoji-grid.tsx';
import { send } from './send.ts';

interface ComposerProps {
  /** A channel's id, or "dm". */
  channel: string;
  threadTs?: string;
  placeholder: string;
}

const Shortcuts = () => {
  const { app, me, attempt } = useSandbox();
  const global = app.shortcuts.filter(({ type }) => type === 'global');
  if (global.length === 0) return null;
  return (
    <Popover face="⚡" label="Shortcuts" class="tool">
      {global.map(({ name, callbackId }) => (
        <MenuItem
          key={callbackId}
          onClick={() =>
            void attempt(async () => failureOf(await act('shortcut', { user: me.id, callbackId })))
          }
        >
          {name} <small>{app.name}</small>
        </MenuItem>
      ))}
    </Popover>
  );
};

export const Composer = ({ channel, threadTs, placeholder }: ComposerProps) => {
  const sandbox = useSandbox();
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useUniqueId();
  const [text, setText] = useState('');
  const [word, setWord] = useState<string>();
  const [at, setAt] = useState(0);
  /** Slack takes no commands in threads. */
  const isOffered = word !== undefined && !(threadTs && word.startsWith('/'));
  const suggestions = isOffered ? suggestionsFor(sandbox, word) : [];
  const hint =
    !threadTs && sandbox.app.commands.find(({ name }) => text === name || text.startsWith(`${name} `));

  const type = (typed: string, caret: number) => {
    setText(typed);
    setWord(wordBefore(typed.slice(0, caret)));
    setAt(0);
  };
  const insert = (piece: string, replacing = '') => {
    const caret = field.current?.selectionStart ?? text.length;
    const before = text.slice(0, caret - replacing.length) + piece;
    type(before + text.slice(caret), before.length);
    setWord(undefined);
    field.current?.focus();
  };
  const submit = () => {
    const typed = text.trim();
    if (!typed) return;
    void sandbox.attempt(async () => {
      setText('');
      setWord(undefined);
      try {
        await send(sandbox, { channel, threadTs }, typed);
      } catch (error) {
        setText(typed);
        throw error;
      }
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const chosen = suggestions[at];
    const isDone = chosen?.insert.trim() === word;
    if (chosen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    } else if (chosen && word !== undefined && (event.key === 'Tab' || (event.key === 'Enter' && !isDone))) {
      event.preventDefault();
      insert(chosen.insert, word);
    } else if (chosen && event.key === 'Escape') {
      event.stopPropagation();
      setWord(undefined);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {suggestions.length > 0 && (
        <div class="suggestions" role="listbox" id={listId} aria-label="Suggestions">
          {suggestions.map(({ insert: inserted, label, note }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus, and names the active option.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field takes the keys.
            <div
              key={label}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              onClick={() => insert(inserted, word)}
            >
              <strong>{label}</strong> <small>{note}</small>
            </div>
          ))}
        </div>
      )}
      <textarea
        ref={field}
        rows={1}
        value={text}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-autocomplete="list"
        aria-controls={suggestions.length > 0 ? listId : undefined}
        aria-activedescendant={suggestions.length > 0 ? `${listId}-${at}` : undefined}
        onInput={({ currentTarget: { value, selectionStart } }) => type(value, selectionStart)}
        onKeyDown={onKeyDown}
        onBlur={() => setTimeout(() => setWord(undefined), 150)}
      />
      <div class="row">
        <Popover face="☺︎" label="Emoji" class="tool" kind="dialog">
          <EmojiGrid onChoose={(name) => insert(`:${name}: `)} />
        </Popover>
        <Shortcuts />
        <small class="hint">
          {hint ? (
            <>
              <strong>{hint.name}</strong> {hint.usageHint}
            </>
          ) : (
            `${threadTs ? '' : '/ commands, '}@ people, # channels`
          )}
        </small>
        <button type="submit" class="primary" disabled={!text.trim()}>
          Send
        </button>
      </div>
    </form>
  );
};
