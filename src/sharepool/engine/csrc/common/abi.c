/* What a kernel says of itself, so that Python can tell whether both mean the same. */
#include "abi.h"

uint64_t abi_version(void) { return ABI_VERSION; }

num abi_layout(num *numbers) {
    static const num layout[] = {ABI_LAYOUT};
    num count = (num)(sizeof layout / sizeof *layout);
    for (num i = 0; numbers && i < count; i++) numbers[i] = layout[i];
    return count;
}
