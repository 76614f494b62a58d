import type { ComponentType } from 'preact';
import type { TextObject } from '../../src/block-kit.ts';
import { Button, Overflow } from './button.tsx';
import { useConfirmed } from './confirmed.tsx';
import { DateTimeField, Field, Marks, TextArea } from './input.tsx';
import { Mrkdwn, PlainText } from './mrkdwn.tsx';
import { MultiSelect, Select } from './select.tsx';
import type { ElementProps } from './surface.ts';
import { textOf } from './text-of.ts';

export const Text = ({ text }: { text: TextObject }) =>
  text.type === 'plain_text' ? <PlainText text={text.text} /> : <Mrkdwn text={text.text} />;

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Where the page has a picture from. */
const sourceOf = (address: string): string | undefined => {
  const url = URL.canParse(address, location.href) ? new URL(address, location.href) : undefined;
  if (url?.host === location.host) return address;
  return url && loopback.test(url.hostname) ? `/pictures?url=${encodeURIComponent(url.href)}` : undefined;
};

/**
 * The sandbox's own pictures are shown, and those of this machine, which it fetches as Slack does; any other is named,
 * because nobody else is asked for anything.
 */
export const Picture = ({ url = '', alt = '' }: { url?: string | undefined; alt?: string | undefined }) => {
  const source = sourceOf(url);
  return source ? <img src={source} alt={alt} /> : <span class="picture">{alt}</span>;
};

const fields: { [type: string]: ComponentType<ElementProps> } = {
  button: Button,
  workflow_button: Button,
  overflow: Overflow,
  datetimepicker: DateTimeField,
  radio_buttons: Marks,
  checkboxes: Marks,
};

const fieldOf = ({ type, multiline }: ElementProps['element']): ComponentType<ElementProps> => {
  if (fields[type]) return fields[type];
  if (type.endsWith('external_select')) return Field;
  if (type.endsWith('_select')) return type.startsWith('multi_') ? MultiSelect : Select;
  return multiline || type === 'rich_text_input' ? TextArea : Field;
};

const Used = (props: ElementProps) => {
  const { surface, question } = useConfirmed(props);
  const Drawn = fieldOf(props.element);
  return (
    <>
      <Drawn {...props} surface={surface} />
      {question}
    </>
  );
};

export const ElementView = (props: ElementProps) => {
  const { element } = props;
  if (element.type === 'image') return <Picture url={element.image_url} alt={element.alt_text} />;
  if (element.type === 'plain_text' || element.type === 'mrkdwn') {
    return <Text text={{ type: element.type, text: textOf(element.text) }} />;
  }
  return <Used {...props} />;
};
