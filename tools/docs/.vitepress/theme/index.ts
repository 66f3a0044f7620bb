import type { Theme } from 'vitepress';
// Without the fonts of vitepress: those of the reader's system are there already.
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent } from 'vue';
import SignTextPicture from './SignTextPicture.vue';
import './style.css';

/** The default theme with the pictures and the tools of this site. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('SignTextPicture', SignTextPicture);
    app.component(
      'CapabilityTool',
      defineAsyncComponent(() => import('./playground/CapabilityTool.vue')),
    );
    app.component(
      'SignTool',
      defineAsyncComponent(() => import('./playground/SignTool.vue')),
    );
    app.component(
      'ExplainTool',
      defineAsyncComponent(() => import('./playground/ExplainTool.vue')),
    );
  },
} satisfies Theme;
