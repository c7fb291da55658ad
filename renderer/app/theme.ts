/** Light, dark, or as the system has it. Kept here too, so that the first paint is right before main answers. */
import type { Settings } from '../../shared/model/settings.ts';

type Theme = Settings['theme'];
const KEY = 'theme';

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem(KEY, theme);
}

export function rememberedTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
