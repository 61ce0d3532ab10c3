import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

interface TabSetProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly name: string; readonly body: ReactNode }[];
  readonly value: T;
  readonly onChange: (id: T) => void;
}

/** Tabs of which only the chosen one exists. */
export function TabSet<T extends string>({ label, tabs, value, onChange }: TabSetProps<T>) {
  const choose = (id: string) => {
    const tab = tabs.find((each) => each.id === id);
    if (tab) onChange(tab.id);
  };
  return (
    <Tabs.Root className="tabs" value={value} onValueChange={choose}>
      <Tabs.List className="tab-list" aria-label={label}>
        {tabs.map(({ id, name }) => (
          <Tabs.Trigger key={id} value={id} className="tab">
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ id, body }) => (
        <Tabs.Content key={id} value={id} className="tab-body">
          {body}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
