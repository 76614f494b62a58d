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

/** Pictures of this sandbox are shown; any other is named, because the page asks nobody else for anything. */
export const Picture = ({ url = '', alt = '' }: { url?: string | undefined; alt?: string | undefined }) => {
  const isOwn = URL.canParse(url, location.href) && new URL(url, location.href).host === location.host;
  return isOwn ? <img src={url} alt={alt} /> : <span class="picture">{alt}</span>;
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
