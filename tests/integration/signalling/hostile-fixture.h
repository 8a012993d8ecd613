/* A server to be attacked, with deadlines short enough for a test, on either loop; afterwards it must still serve others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "server-thread.h"

G_BEGIN_DECLS


typedef struct
{
  HearthSignallingLoop loop;
  HearthSignallingLimits limits;
  ServerThread *server;
  guint16 port;
} HostileFixture;

typedef struct
{
  const char *name;
  void (*test) (HostileFixture *fixture,
                gconstpointer   data);
} HostileTest;

/** hostile_fixture_restart: with what @limits say now. */
void hostile_fixture_restart (HostileFixture    *fixture);

/** hostile_add_tests: @path: "/signalling/…"; each test runs on libuv, as on the internet, and on GLib, as in the app. */
void hostile_add_tests       (const char        *path,
                              const HostileTest *tests,
                              gsize              n_tests);

G_END_DECLS
