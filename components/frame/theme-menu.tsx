"use client";

import { MonitorIcon, MoonIcon, SunIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem, MenuContent, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import { setTheme, type Theme, themes } from "./theme";

const icons = { system: MonitorIcon, light: SunIcon, dark: MoonIcon };

/** Light, dark, or as the system says. Kept in a cookie, so that the next page comes in the right colours. */
export function ThemeMenu({ initial }: { initial: Theme }) {
  const [theme, show] = useState(initial);
  const Icon = icons[theme];
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button tone="quiet" square aria-label="Colours">
          <Icon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent side="right" align="end">
        <MenuLabel>Colours</MenuLabel>
        {themes.map((option) => (
          <MenuCheckboxItem
            key={option.value}
            checked={theme === option.value}
            onCheckedChange={() => {
              setTheme(option.value);
              show(option.value);
            }}
          >
            {option.label}
          </MenuCheckboxItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
