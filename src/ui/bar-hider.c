/* Takes the bars of a toolbar view away in full screen: see the header.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/bar-hider.h"

struct _HearthBarHider
{
  GObject parent_instance;

  AdwToolbarView *view;     /* unowned */
  GtkWindow *window;        /* (nullable) (unowned): while the view is in one */
  gboolean active;
  gboolean held;
  gboolean pointer_inside;
  double x;                 /* where the pointer was last, in the view */
  double y;
  guint idle_source;
};

G_DEFINE_FINAL_TYPE (HearthBarHider, hearth_bar_hider, G_TYPE_OBJECT)

static gboolean
is_in_bars (HearthBarHider *self,
            GtkWidget      *widget)
{
  GtkWidget *content = adw_toolbar_view_get_content (self->view);

  return widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self->view))
         && widget != content && !gtk_widget_is_ancestor (widget, content);
}

static gboolean
is_needed (HearthBarHider *self)
{
  GtkWidget *below = self->pointer_inside ? gtk_widget_pick (GTK_WIDGET (self->view), self->x, self->y, GTK_PICK_DEFAULT) : NULL;

  return self->held || is_in_bars (self, gtk_window_get_focus (self->window)) || is_in_bars (self, below)
         || (ADW_IS_APPLICATION_WINDOW (self->window)
             && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window)) != NULL);
}

static void
reveal (HearthBarHider *self,
        gboolean        revealed)
{
  adw_toolbar_view_set_reveal_top_bars (self->view, revealed);
  adw_toolbar_view_set_reveal_bottom_bars (self->view, revealed);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), revealed ? NULL : "none");
}

static void start (HearthBarHider *self);

static void
on_idle (gpointer user_data)
{
  HearthBarHider *self = HEARTH_BAR_HIDER (user_data);

  self->idle_source = 0;
  if (is_needed (self))
    start (self);
  else
    reveal (self, FALSE);
}

static void
start (HearthBarHider *self)
{
  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->active && self->window != NULL)
    self->idle_source = g_timeout_add_once (HEARTH_BAR_HIDER_IDLE_MS, on_idle, self);
}

static void
wake (HearthBarHider *self)
{
  /* While the window goes away, the focus does too. */
  if (gtk_widget_in_destruction (GTK_WIDGET (self->view)))
    return;

  reveal (self, TRUE);
  start (self);
}

static void
on_root_changed (HearthBarHider *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  self->window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
  if (self->window == NULL)
    return;

  g_signal_connect_object (self->window, "notify::focus-widget", G_CALLBACK (wake), self, G_CONNECT_SWAPPED);
}

/* GTK also reports a pointer that rests while something moves below it. */
static void
on_motion (HearthBarHider *self,
           double          x,
           double          y)
{
  gboolean moved = !self->pointer_inside || x != self->x || y != self->y;

  self->pointer_inside = TRUE;
  self->x = x;
  self->y = y;
  if (moved)
    wake (self);
}

static void
on_leave (HearthBarHider *self)
{
  self->pointer_inside = FALSE;
}

static gboolean
on_key_pressed (HearthBarHider *self)
{
  wake (self);

  return GDK_EVENT_PROPAGATE;
}

static void
hearth_bar_hider_dispose (GObject *object)
{
  HearthBarHider *self = HEARTH_BAR_HIDER (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);

  G_OBJECT_CLASS (hearth_bar_hider_parent_class)->dispose (object);
}

static void
hearth_bar_hider_class_init (HearthBarHiderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_bar_hider_dispose;
}

static void
hearth_bar_hider_init (HearthBarHider *self)
{
}

/* Before whatever is below gets it. */
static void
add_controller (HearthBarHider     *self,
                GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), controller);
}

HearthBarHider *
hearth_bar_hider_new (AdwToolbarView *view)
{
  HearthBarHider *self;
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_return_val_if_fail (ADW_IS_TOOLBAR_VIEW (view), NULL);

  self = g_object_new (HEARTH_TYPE_BAR_HIDER, NULL);
  self->view = view;
  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "pressed", G_CALLBACK (wake), self, G_CONNECT_SWAPPED);
  add_controller (self, motion);
  add_controller (self, key);
  add_controller (self, GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (view, "notify::root", G_CALLBACK (on_root_changed), self, G_CONNECT_SWAPPED);
  on_root_changed (self);

  return self;
}

void
hearth_bar_hider_set_held (HearthBarHider *self,
                           gboolean        held)
{
  g_return_if_fail (HEARTH_IS_BAR_HIDER (self));

  if (self->held == held)
    return;

  self->held = held;
  wake (self);
}

/* The bars lie above the pictures then, so that these do not change their size with every movement. */
void
hearth_bar_hider_set_active (HearthBarHider *self,
                             gboolean        active)
{
  AdwToolbarStyle style = active ? ADW_TOOLBAR_RAISED : ADW_TOOLBAR_FLAT;

  g_return_if_fail (HEARTH_IS_BAR_HIDER (self));

  if (self->active == active)
    return;

  self->active = active;
  adw_toolbar_view_set_extend_content_to_top_edge (self->view, active);
  adw_toolbar_view_set_extend_content_to_bottom_edge (self->view, active);
  adw_toolbar_view_set_top_bar_style (self->view, style);
  adw_toolbar_view_set_bottom_bar_style (self->view, style);

  /* The keyboard begins at the people; Tab leads back. */
  if (active && self->window != NULL && is_in_bars (self, gtk_window_get_focus (self->window)))
    gtk_widget_child_focus (adw_toolbar_view_get_content (self->view), GTK_DIR_TAB_FORWARD);
  wake (self);
}
