/** How Teams draws cards, for the renderer of adaptivecards: sizes of ours, colours near those of each theme. */

export type Theme = 'light' | 'dark' | 'contrast';

interface Palette {
  ground: string;
  emphasis: string;
  text: string;
  subtle: string;
  link: string;
  line: string;
  /** Of the primary button. */
  primary: string;
  onPrimary: string;
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    ground: '#ffffff',
    emphasis: '#f3f2f1',
    text: '#242424',
    subtle: '#5c5c5c',
    link: '#4f52b2',
    line: '#d1d1d1',
    primary: '#5b5fc7',
    onPrimary: '#ffffff',
  },
  dark: {
    ground: '#292929',
    emphasis: '#1f1f1f',
    text: '#ffffff',
    subtle: '#bdbdbd',
    link: '#a6a9f5',
    line: '#5c5c5c',
    primary: '#5b5fc7',
    onPrimary: '#ffffff',
  },
  contrast: {
    ground: '#000000',
    emphasis: '#000000',
    text: '#ffffff',
    subtle: '#ffffff',
    link: '#ffff01',
    line: '#ffffff',
    primary: '#1aebff',
    onPrimary: '#000000',
  },
};

export function hostConfig(theme: Theme): object {
  const { ground, emphasis, text, subtle, link, line } = PALETTES[theme];
  const colour = { default: text, subtle };
  const foregroundColors = {
    default: colour,
    dark: colour,
    light: colour,
    accent: { default: link, subtle: link },
    good: colour,
    warning: colour,
    attention: colour,
  };
  const style = (backgroundColor: string) => ({ backgroundColor, borderColor: line, foregroundColors });
  const font = (fontFamily: string) => ({
    fontFamily,
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
  });
  return {
    supportsInteractivity: true,
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: line },
    fontTypes: { default: font('"Segoe UI", sans-serif'), monospace: font('Consolas, monospace') },
    textStyles: { heading: { size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
    containerStyles: { default: style(ground), emphasis: style(emphasis) },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    adaptiveCard: { allowCustomStyle: false },
    inputs: {
      label: {
        requiredInputs: { color: 'default', weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { color: 'default', weight: 'bolder' },
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
  };
}
