import { useEffect, useState } from 'preact/hooks';

const themes = ['light dark', 'light', 'dark'] as const;
const faces = { 'light dark': '◐', light: '☀︎', dark: '☾' };
const names = { 'light dark': 'as the system', light: 'light', dark: 'dark' };

export const ThemeButton = () => {
  const [theme, setTheme] = useState<(typeof themes)[number]>('light dark');
  useEffect(() => {
    document.documentElement.style.colorScheme = theme;
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'light dark';
  const label = `Colours: ${names[theme]}. Change to ${names[next]}.`;
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={() => setTheme(next)}>
      {faces[theme]}
    </button>
  );
};
