import type { Theme } from 'vitepress';
// Without the fonts of vitepress: those of the reader's system are there already.
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineAsyncComponent } from 'vue';
import LanguageTabs from './LanguageTabs.vue';
import SignTextPicture from './SignTextPicture.vue';
import './style.css';

/** The default theme with the pictures and the tools of this site. Each tool has a page of its own. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('LanguageTabs', LanguageTabs);
    app.component('SignTextPicture', SignTextPicture);
    const tools = {
      CapabilityTool: defineAsyncComponent(() => import('./playground/CapabilityTool.vue')),
      ExplainTool: defineAsyncComponent(() => import('./playground/ExplainTool.vue')),
      InspectTool: defineAsyncComponent(() => import('./playground/InspectTool.vue')),
      JwtTool: defineAsyncComponent(() => import('./playground/JwtTool.vue')),
      SignTool: defineAsyncComponent(() => import('./playground/SignTool.vue')),
    };
    for (const [name, tool] of Object.entries(tools)) app.component(name, tool);
  },
} satisfies Theme;
