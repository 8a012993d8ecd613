/* A desktop portal made here, of one interface: it asks nobody, answers requests as a test says, and hands out sockets to the
 * session's PipeWire. It has a connection and a thread of its own, because opening a remote waits for its answer on the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PortalMock PortalMock;

/**
 * PortalMockFunc:
 * @method: any but OpenPipeWireRemote
 * @options: the call's last argument, a{sv}
 * @invocation: (transfer full): to be answered, by portal_mock_respond() for instance
 *
 * The portal's thread.
 */
typedef void (*PortalMockFunc) (PortalMock            *mock,
                                const char            *method,
                                GVariant              *options,
                                GDBusMethodInvocation *invocation,
                                gpointer               data);

/**
 * portal_mock_new:
 * @interface: in XML. Every property of it is 6: a portal's only one is its version.
 */
PortalMock      *portal_mock_new            (const char            *interface,
                                             PortalMockFunc         func,
                                             gpointer               data) G_GNUC_WARN_UNUSED_RESULT;

/** portal_mock_free: @func is not running and is not called any more when it returns. */
void             portal_mock_free           (PortalMock            *self);

/** portal_mock_get_connection: Returns: (transfer none): what is registered on the portal's thread is called there. */
GDBusConnection *portal_mock_get_connection (PortalMock            *self);

/** portal_mock_make_path: Returns: of a request or a session (@kind): who asks, and the token that they chose. */
char            *portal_mock_make_path      (GDBusMethodInvocation *invocation,
                                             const char            *kind,
                                             const char            *token) G_GNUC_WARN_UNUSED_RESULT;

/**
 * portal_mock_respond:
 * @invocation: (transfer full): asks for something that a dialog decides
 * @options: of the call, with the token of the request
 * @response: 0: yes; 1: no; 2: another end
 * @results: (transfer floating): a{sv}
 *
 * Answers it with a request, and that request at once. The portal's thread.
 */
void             portal_mock_respond        (PortalMock            *self,
                                             GDBusMethodInvocation *invocation,
                                             GVariant              *options,
                                             guint                  response,
                                             GVariant              *results);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortalMock, portal_mock_free)

G_END_DECLS
