import { DateTime } from 'luxon';
import type { Element } from '../../src/block-kit.ts';
import { useSandbox } from '../live/sandbox.ts';
import { useUniqueId } from '../unique-id.ts';
import { Mrkdwn } from './mrkdwn.tsx';
import { choose, type ElementProps, nameOf, tells } from './surface.ts';
import { listOf, wordOf } from './value.ts';

const inputTypes: { [type: string]: 'date' | 'time' | 'number' | 'email' | 'url' } = {
  datepicker: 'date',
  timepicker: 'time',
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
};

const rangeOf = ({ type, min_value: min, max_value: max, is_decimal_allowed: hasParts }: Element) =>
  type === 'number_input' ? { min, max, step: hasParts ? 'any' : 1 } : {};

/** Preact's types know each kind of input apart; here it is only known when drawn. */
const kindOf = (element: Element) =>
  ({ type: inputTypes[element.type] ?? 'text', ...rangeOf(element) }) as object;

/** What is typed is kept, and told when the element wants it told. */
const useTyping = (props: ElementProps) => {
  const { block, element, surface } = props;
  return {
    onInput({ currentTarget: { value } }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) {
      surface.keep(block, element, value);
      if (tells(props, 'on_character_entered')) surface.click(block, element, value);
    },
    onKeyDown(event: KeyboardEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) {
      const { key, shiftKey, isComposing, currentTarget } = event;
      if (key !== 'Enter' || shiftKey || isComposing || !tells(props, 'on_enter_pressed')) return;
      // Else it would send the form.
      event.preventDefault();
      surface.click(block, element, currentTarget.value);
    },
  };
};

/** Text, numbers, dates and times, as the browser offers them. */
export const Field = (props: ElementProps) => {
  const { block, element, surface } = props;
  const { type } = element;
  const isPicker = type === 'datepicker' || type === 'timepicker';
  const typing = useTyping(props);
  const picking = {
    onChange: ({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) =>
      choose(props, value || null),
  };
  return (
    <input
      {...nameOf(props)}
      data-focus={element.focus_on_load}
      {...kindOf(element)}
      {...(isPicker ? picking : typing)}
      maxLength={element.max_length}
      placeholder={element.placeholder?.text}
      value={wordOf(surface.valueOf(block, element))}
    />
  );
};

export const TextArea = (props: ElementProps) => {
  const { block, element, surface } = props;
  return (
    <textarea
      {...nameOf(props)}
      data-focus={element.focus_on_load}
      rows={4}
      maxLength={element.max_length}
      placeholder={element.placeholder?.text}
      value={wordOf(surface.valueOf(block, element))}
      {...useTyping(props)}
    />
  );
};

const LOCAL = "yyyy-LL-dd'T'HH:mm";

export const DateTimeField = (props: ElementProps) => {
  const { block, element, surface } = props;
  const zone = useSandbox().me.tz;
  const seconds = surface.valueOf(block, element);
  return (
    <input
      {...nameOf(props)}
      type="datetime-local"
      data-focus={element.focus_on_load}
      value={seconds ? DateTime.fromSeconds(Number(seconds), { zone }).toFormat(LOCAL) : ''}
      onChange={({ currentTarget: { value } }) =>
        choose(props, value ? DateTime.fromISO(value, { zone }).toSeconds() : null)
      }
    />
  );
};

/** Radio buttons and checkboxes. */
export const Marks = (props: ElementProps) => {
  const { block, element, surface } = props;
  const name = useUniqueId();
  const isRadio = element.type === 'radio_buttons';
  const value = surface.valueOf(block, element);
  const chosen = isRadio ? [wordOf(value)] : listOf(value);
  const toggle = (one: string, isOn: boolean) => {
    if (isRadio) return choose(props, one);
    return choose(props, isOn ? [...chosen, one] : chosen.filter((other) => other !== one));
  };
  return (
    <div class="marks" role={isRadio ? 'radiogroup' : 'group'} {...nameOf(props)}>
      {element.options?.map((option) => (
        <label key={option.value}>
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={name}
            data-focus={element.focus_on_load}
            checked={chosen.includes(option.value)}
            onChange={({ currentTarget }) => toggle(option.value, currentTarget.checked)}
          />
          <span>
            <Mrkdwn text={option.text.text} />
            {option.description && (
              <small>
                <Mrkdwn text={option.description.text} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
};
