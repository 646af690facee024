// The least that an Ink program can be: what the start of ours is compared with.

import {render, Text} from 'ink';

render(<Text>Hello, world</Text>);
