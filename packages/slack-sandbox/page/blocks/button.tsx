import { MenuItem, Popover } from '../popover.tsx';
import { markOf } from './elements.ts';
import { PlainText } from './mrkdwn.tsx';
import type { ElementProps } from './surface.ts';
import { textOf } from './text-of.ts';

export const Button = ({ block, element, surface, about }: ElementProps) => {
  const click = () => surface.click(block, element, element.value ?? null);
  const face = <PlainText text={textOf(element.text)} />;
  const shared = {
    class: `button ${element.style ?? ''}`,
    'aria-label': element.accessibility_label,
    'aria-describedby': about,
    'data-mark': markOf(element),
  };
  if (element.url) {
    const follow = (event: MouseEvent) => {
      // Opened once the question is answered.
      if (element.confirm) event.preventDefault();
      click();
    };
    return (
      <a {...shared} href={element.url} target="_blank" rel="noreferrer" onClick={follow}>
        {face}
      </a>
    );
  }
  return (
    <button {...shared} type="button" onClick={click}>
      {face}
    </button>
  );
};

export const Overflow = ({ block, element, surface, about }: ElementProps) => (
  <Popover
    face="⋯"
    label={element.accessibility_label ?? 'More actions'}
    class="button"
    about={about}
    mark={markOf(element)}
  >
    {element.options?.map(({ text, value, url }) => (
      <MenuItem
        key={value}
        onClick={() => {
          surface.click(block, element, value);
          if (url && !element.confirm) open(url, '_blank', 'noreferrer');
        }}
      >
        <PlainText text={text.text} />
      </MenuItem>
    ))}
  </Popover>
);
