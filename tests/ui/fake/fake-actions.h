/* What the test of the whole program can make happen from outside: see fake-call.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "call/call.h"

G_BEGIN_DECLS

/** hearth_fake_actions_add: adds the actions to the default application, where there is one. */
void hearth_fake_actions_add (HearthCall *call);

G_END_DECLS
